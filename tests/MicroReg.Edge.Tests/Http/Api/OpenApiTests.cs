using MicroReg.Edge.Http;

namespace MicroReg.Edge.Tests.Http.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_describes_every_path()
    {
        await using var server = await EdgeServer.StartAsync(new EdgeOptions { AllowCollect = true });
        var (_, document) = await server.GetAsync("/openapi/v1.json");
        var operations = document!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key} {path.Key}"));
        Assert.Equal(
            [
                "get /", "post /", "post /RPC2", "get /api/cluster", "post /api/cluster/forget/{node}",
                "post /api/cluster/release-holds", "get /api/db", "get /api/db/count", "post /api/diagnostics/collect", "get /api/events",
                "get /api/services",
                "get /api/services/{name}", "get /api/services/{name}/resolve", "get /health/live", "get /health/ready", "get /metrics",
            ],
            operations.Where(one => !one.StartsWith("head", StringComparison.Ordinal))
                .OrderBy(one => one.Split(' ')[1], StringComparer.Ordinal).ThenBy(one => one, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_numbers_are_numbers()
    {
        await using var server = await EdgeServer.StartAsync();
        var (_, document) = await server.GetAsync("/openapi/v1.json");
        foreach (var path in document!["paths"]!.AsObject())
            Assert.All(
                path.Value!.AsObject(), operation => Assert.False(string.IsNullOrEmpty((string?)operation.Value!["summary"]), path.Key));
        var limit = document["paths"]!["/api/services"]!["get"]!["parameters"]!.AsArray().Single(one => (string?)one!["name"] == "limit");
        Assert.Equal("integer", (string?)limit!["schema"]!["type"]);
    }

    [Fact]
    public async Task Schemas_name_members_as_they_are_sent()
    {
        await using var server = await EdgeServer.StartAsync();
        var (_, document) = await server.GetAsync("/openapi/v1.json");
        var schemas = document!["components"]!["schemas"]!;
        Assert.NotNull(schemas["ServiceDocument"]!["properties"]!["instance_count"]);
        Assert.NotNull(schemas["InstanceDocument"]!["properties"]!["registered_at"]);
        Assert.Equal("integer", (string?)schemas["InstanceDocument"]!["properties"]!["port"]!["type"]);
        Assert.NotNull(schemas["InstanceDocument"]!["properties"]!["deregister_after"]);
        Assert.NotNull(schemas["CheckDocument"]!["properties"]!["expected_status"]);
        Assert.NotNull(schemas["HealthDocument"]!["properties"]!["beats_forwarded"]);
        Assert.NotNull(schemas["ClusterDocument"]!["properties"]!["accepts_writes"]);
    }

    [Fact]
    public async Task Schemas_tell_which_members_are_always_sent()
    {
        await using var server = await EdgeServer.StartAsync();
        var (_, document) = await server.GetAsync("/openapi/v1.json");
        var schema = document!["components"]!["schemas"]!["InstanceDocument"]!;
        server.Registry.Add("orders");
        var sent = (await server.GetAsync("/api/services/orders")).Body!["instances"]![0]!.AsObject();
        Assert.Equal(sent.Select(one => one.Key).Order(), schema["required"]!.AsArray().Select(one => (string)one!).Order());
        Assert.Equal("string", (string?)schema["properties"]!["host"]!["type"]);
    }
}
