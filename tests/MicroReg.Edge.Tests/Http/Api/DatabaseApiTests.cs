using System.Net;
using System.Text.Json;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Http.Api;

public sealed class DatabaseApiTests
{
    [Fact]
    public async Task The_list_shows_documents_as_they_are_stored()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", attributes: new() { Zone = "a", Metadata = Metadata.From([new("k", "v")]) });
        server.Registry.SetHealth("orders", "127.0.0.1", 8080, InstanceHealth.Passing);
        var (_, body) = await server.GetAsync("/api/db");
        var document = Assert.Single(body!["documents"]!.AsArray());
        Assert.Equal(
            server.Registry.View.AllInstances().Single(),
            JsonSerializer.Deserialize(document, RecordJsonContext.Default.ServiceRecord));
        Assert.Null(body["next"]);
    }

    [Fact]
    public async Task The_list_is_paged_by_service()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a", port: 1);
        server.Registry.Add("a", port: 2);
        server.Registry.Add("b");
        var (_, first) = await server.GetAsync("/api/db?limit=1");
        Assert.Equal(2, first!["documents"]!.AsArray().Count);
        Assert.Equal("a", (string?)first["next"]);
        var (_, second) = await server.GetAsync("/api/db?limit=1&after=a");
        Assert.Equal("b", (string?)Assert.Single(second!["documents"]!.AsArray())!["key"]!["name"]);
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task The_count_is_the_number_of_documents()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a", port: 1);
        server.Registry.Add("a", port: 2);
        Assert.Equal("""{"count":2}""", RpcJson.Text((await server.GetAsync("/api/db/count")).Body));
    }

    [Fact]
    public async Task A_wrong_limit_is_refused()
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync("/api/db?limit=x")).Status);
    }
}
