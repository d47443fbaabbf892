using System.Net;
using System.Text.Json.Nodes;
using MicroReg.Domain.Kernel;
using MicroReg.Edge.Http;

namespace MicroReg.Edge.Tests.Http.Api;

public sealed class ForgetApiTests
{
    [Theory]
    [InlineData("id-node-2", "id-node-2")]
    [InlineData("node-2.test:4053", "node-2.test:4053")]
    [InlineData("n%C3%B6de%202", "nöde 2")]
    [InlineData("[::1]:4053", "[::1]:4053")]
    public async Task Forgets_a_node_by_id_address_or_name(string inPath, string node)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(
            Replicas.Peer("node-2"), Replicas.Peer("nöde 2"), Replicas.Peer("node-3") with { Address = "[::1]:4053" });
        var (status, body) = await PostAsync(server, inPath);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(node, (string?)body!["node"]);
        Assert.Equal(node, server.Registry.LastForgotten);
    }

    [Fact]
    public async Task An_unknown_node_is_not_found()
    {
        await using var server = await EdgeServer.StartAsync();
        var (status, body) = await PostAsync(server, "node-9");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("No node 'node-9' is known; /api/cluster names them.", (string?)body!["detail"]);
    }

    [Theory]
    [InlineData(FaultKind.Conflict, HttpStatusCode.Conflict)]
    [InlineData(FaultKind.Unavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task A_refusal_has_its_status_and_says_why(FaultKind kind, HttpStatusCode expected)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Fault = new RegistryFault(kind, "node-2 is reachable: stop it first.");
        var (status, body) = await PostAsync(server, "node-2");
        Assert.Equal(expected, status);
        Assert.Equal("node-2 is reachable: stop it first.", (string?)body!["detail"]);
    }

    [Theory]
    [InlineData("http://elsewhere.test")]
    [InlineData("null")]
    public async Task Pages_of_other_sites_cannot_forget_a_node(string origin)
    {
        await using var server = await EdgeServer.StartAsync(new EdgeOptions { AllowCollect = true });
        server.Registry.Replica = Replicas.With(Replicas.Peer("node-2"));
        var (status, body) = await PostAsync(server, "node-2", origin);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("another origin", (string?)body!["detail"], StringComparison.Ordinal);
        Assert.Null(server.Registry.LastForgotten);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(server, "/api/diagnostics/collect", origin)).Status);
    }

    [Fact]
    public async Task The_nodes_own_page_may()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(Replicas.Peer("node-2"));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server, "node-2", $"http://{server.Address}")).Status);
    }

    [Fact]
    public async Task Forgetting_a_node_needs_a_POST()
    {
        await using var server = await EdgeServer.StartAsync();
        using var response = await server.Web.GetAsync(new Uri("/api/cluster/forget/node-2", UriKind.Relative));
        Assert.False(response.IsSuccessStatusCode);
        Assert.Null(server.Registry.LastForgotten);
    }

    private static Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(EdgeServer server, string node, string? origin = null) =>
        SendAsync(server, $"/api/cluster/forget/{node}", origin);

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(EdgeServer server, string path, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await server.Web.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsByteArrayAsync()));
    }
}
