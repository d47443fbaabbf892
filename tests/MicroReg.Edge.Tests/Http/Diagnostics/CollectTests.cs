using System.Net;
using System.Text.Json.Nodes;
using MicroReg.Edge.Http;

namespace MicroReg.Edge.Tests.Http.Diagnostics;

public sealed class CollectTests
{
    private static readonly Uri Path = new("/api/diagnostics/collect", UriKind.Relative);

    [Fact]
    public async Task The_collect_endpoint_exists_only_if_it_is_allowed()
    {
        await using var server = await EdgeServer.StartAsync();
        using var response = await server.Web.PostAsync(Path, null);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_collect_endpoint_answers_how_much_memory_is_in_use()
    {
        await using var server = await EdgeServer.StartAsync(new EdgeOptions { AllowCollect = true, SqliteCacheBytes = () => 4711 });
        using var response = await server.Web.PostAsync(Path, null);
        var memory = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.InRange((long)memory["managed_heap_bytes"]!, 10_000, 10_000_000_000);
        Assert.Equal(4711, (long)memory["sqlite_cache_bytes"]!);
        Assert.InRange((long)memory["rss_bytes"]!, 1_000_000, 100_000_000_000);
    }
}
