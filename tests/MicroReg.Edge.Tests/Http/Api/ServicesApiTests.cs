using System.Net;
using System.Text.Json.Nodes;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Http.Api;

public sealed class ServicesApiTests
{
    [Fact]
    public async Task A_service_is_shown_with_its_instances()
    {
        await using var server = await EdgeServer.StartAsync();
        var id = server.Registry.Add(
            "orders",
            "http://localhost",
            80,
            new() { Zone = "a", Weight = 3, Tags = ["t"], Metadata = Metadata.From([new("Some_Key", "v")]) });
        server.Registry.SetHealth("orders", "http://localhost", 80, InstanceHealth.Failing);
        var (status, body) = await server.GetAsync("/api/services/orders");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            $$$"""{"name":"orders","status":"error","instance_count":1,"instances":[{"id":{{{id}}},"host":"http"""
                + $$$"""://localhost","port":80,"status":"error","reported":"running","health":"failing","metadata":{"Some_Key":"v"}"""
                + $$$""","tags":["t"],"zone":"a","weight":3,"registered_at":"2026-03-04T05:06:07.000Z","updated_at":"2026-03-04T05:06"""
                + $$$""":07.000Z"}]}""",
            RpcJson.Text(body));
    }

    [Theory]
    [InlineData("größe & 1", "gr%C3%B6%C3%9Fe%20%26%201")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("50%", "50%25")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    public async Task A_service_is_found_whatever_characters_its_name_has(string name, string inPath)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add(name);
        Assert.Equal(name, (string?)(await server.GetAsync($"/api/services/{inPath}")).Body!["name"]);
        Assert.Single((await server.GetAsync($"/api/services/{inPath}/resolve")).Body!["instances"]!.AsArray());
    }

    [Fact]
    public async Task The_list_of_services_is_filtered_and_paged()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a1", attributes: new() { Zone = "z", Tags = ["t"] });
        server.Registry.Add("a2", attributes: new() { Status = ServiceStatus.Stopped });
        server.Registry.Add("b1");
        Assert.Equal("a1,a2,b1;", await ListAsync(server, ""));
        Assert.Equal("a1,a2;", await ListAsync(server, "?prefix=a&tag=&zone=&status="));
        Assert.Equal("a2;", await ListAsync(server, "?status=stopped"));
        Assert.Equal("a2;", await ListAsync(server, "?status=0"));
        Assert.Equal("a1;", await ListAsync(server, "?zone=z&tag=t"));
        Assert.Equal("a1,a2;a2", await ListAsync(server, "?limit=2"));
        Assert.Equal("b1;", await ListAsync(server, "?limit=2&after=a2"));
        Assert.Equal("a2;", await ListAsync(server, "?limit=1&after=a1&prefix=a"));
    }

    [Fact]
    public async Task A_service_resolves_to_running_instances_with_those_of_the_zone_first()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1, attributes: new() { Zone = "a" });
        server.Registry.Add("orders", port: 2, attributes: new() { Zone = "b", Tags = ["t"] });
        server.Registry.Add("orders", port: 3, attributes: new() { Zone = "b", Status = ServiceStatus.Stopped });
        Assert.Equal("2,1", await ResolveAsync(server, "?zone=b"));
        Assert.Equal("1", await ResolveAsync(server, "?zone=a&count=1"));
        Assert.Equal("2", await ResolveAsync(server, "?tag=t"));
        Assert.Empty((await server.GetAsync("/api/services/nobody/resolve")).Body!["instances"]!.AsArray());
    }

    [Theory]
    [InlineData("/api/services?limit=0", 400, "limit: must be a whole number from 1 to 1000")]
    [InlineData("/api/services?limit=all", 400, "limit: must be a whole number from 1 to 1000")]
    [InlineData("/api/services?status=up", 400, "status: must be running (1)")]
    [InlineData("/api/services/orders/resolve?count=-1", 400, "count: must be a whole number from 1 to 1000")]
    [InlineData("/api/services/nobody", 404, "No service 'nobody' is registered.")]
    [InlineData("/api/nothing/here", 404, "There is nothing at /api/nothing/here")]
    [InlineData("/api", 404, "There is nothing at /api")]
    public async Task A_problem_is_a_problem_document(string path, int status, string detail)
    {
        await using var server = await EdgeServer.StartAsync();
        using var response = await server.Web.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(status, (int)problem["status"]!);
        Assert.StartsWith(detail, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty((string?)problem["title"]));
    }

    [Fact]
    public async Task Nothing_can_be_read_by_other_sites_or_kept_by_caches()
    {
        await using var server = await EdgeServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/services", UriKind.Relative))
        {
            Headers = { { "Origin", "http://elsewhere.test" } }
        };
        using var response = await server.Web.SendAsync(request);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.StartsWith(
            "default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    private static async Task<string> ListAsync(EdgeServer server, string query)
    {
        var page = (await server.GetAsync($"/api/services{query}")).Body!;
        return $"{string.Join(',', page["services"]!.AsArray().Select(one => one!["name"]))};{page["next"]}";
    }

    private static async Task<string> ResolveAsync(EdgeServer server, string query) =>
        string.Join(
            ',', (await server.GetAsync($"/api/services/orders/resolve{query}")).Body!["instances"]!.AsArray().Select(one => one!["port"]));
}
