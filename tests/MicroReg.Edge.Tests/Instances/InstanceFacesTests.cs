using System.Text.Json.Nodes;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Instances;

/// <summary>What the faces show of one instance: the same fields with the same meaning, each in its own form.</summary>
public sealed class InstanceFacesTests
{
    private static readonly InstanceAttributes Attributes = new()
    {
        TtlSeconds = 30,
        Metadata = Metadata.From([new("version", "2.1"), new("größe", "\"<&>\"")]),
        Tags = ["blue", "früh"],
        Zone = "a",
        Weight = 3,
        DeregisterAfterSeconds = 60,
        Check = new HealthCheck(HealthCheckKind.Http, 7, 1, 4, 2, "/up", 200, 204, "x"),
    };

    private static readonly string[] Common =
        ["id", "host", "port", "status", "reported", "health", "metadata", "tags", "zone", "weight", "registered_at"];

    private static readonly string[] Terms = ["ttl", "check", "deregister_after"];

    [Fact]
    public async Task Show_the_same_of_an_instance_with_everything()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", "http://10.0.0.7", 80, Attributes);
        server.Registry.SetHealth("orders", "http://10.0.0.7", 80, InstanceHealth.Failing);
        await AssertSameAsync(server, "error", "running", [.. Common, .. Terms]);
    }

    [Fact]
    public async Task Show_the_same_of_an_instance_with_nothing()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        await AssertSameAsync(server, "running", "running", Common);
    }

    private static async Task AssertSameAsync(EdgeServer server, string status, string reported, string[] fields)
    {
        var api = (await server.GetAsync("/api/services/orders")).Body!["instances"]![0]!.AsObject();
        Assert.Equal((status, reported), ((string?)api["status"], (string?)api["reported"]));
        Assert.Equal(fields.Append("updated_at").Order(StringComparer.Ordinal), api.Select(one => one.Key).Order(StringComparer.Ordinal));
        var looked = (await server.CallAsync("get_service", "orders"))!["instances"]![0]!.AsObject();
        Assert.Equal(fields.Order(StringComparer.Ordinal), looked.Select(one => one.Key).Order(StringComparer.Ordinal));
        var told = (await server.CallAsync("wait_events", "", 0))!["events"]![0]!["instance"]!.AsObject();
        var streamed = JsonNode.Parse(await StreamedAsync(server))!["instance"]!.AsObject();
        var all = JsonNode.Parse((string)(await server.CallAsync("get_all_service_details"))!)!.AsObject().Single().Value!.AsObject();
        foreach (var field in fields)
            Assert.Equal((field, Plain(api[field])), (field, Plain(looked[field])));
        foreach (var field in Common)
        {
            Assert.Equal((field, Plain(api[field])), (field, Plain(told[field])));
            Assert.Equal((field, Plain(api[field])), (field, Plain(streamed[field])));
            if (field != "registered_at") // "reg_timestamp" there, in a form of its own
                Assert.Equal((field, Plain(api[field])), (field, Plain(all[field])));
        }
    }

    private static async Task<string> StreamedAsync(EdgeServer server)
    {
        using var response = await server.Web.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (true)
        {
            var line = await reader.ReadLineAsync() ?? throw new InvalidDataException("The stream ended without an event.");
            if (line.StartsWith("data: {\"kind\"", StringComparison.Ordinal))
                return line["data: ".Length..];
        }
    }

    /// <summary>A value without the form of its face: a status by name, and an empty text for what is not there.</summary>
    private static string Plain(JsonNode? node) => node switch
    {
        null => "\"\"",
        JsonValue value when value.TryGetValue<int>(out var number) && node.GetPropertyName() is "status" or "reported" =>
            $"\"{ServiceStatuses.NameOf((ServiceStatus)node.GetValue<int>())}\"",
        _ => RpcJson.Text(node),
    };
}
