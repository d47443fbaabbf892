using System.Net;
using System.Text.Json.Nodes;
using MicroReg.Domain.Kernel;

namespace MicroReg.Edge.Tests.Http.Api;

public sealed class ReleaseHoldsApiTests
{
    [Fact]
    public async Task Releasing_holds_answers_how_many_instances_were_held()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Health = SampleHealth.Status;
        var (status, body) = await PostAsync(server);
        Assert.Equal((HttpStatusCode.OK, """{"held":25}"""), (status, RpcJson.Text(body)));
        Assert.Equal(1, server.Registry.Releases);
    }

    [Fact]
    public async Task A_refusal_has_its_status_and_says_why()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Fault = new RegistryFault(FaultKind.Unavailable, "The node stops.");
        var (status, body) = await PostAsync(server);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The node stops."), (status, (string?)body!["detail"]));
    }

    [Fact]
    public async Task Pages_of_other_sites_cannot_release_holds()
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(server, "http://elsewhere.test")).Status);
        Assert.Equal(0, server.Registry.Releases);
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(EdgeServer server, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/cluster/release-holds", UriKind.Relative));
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await server.Web.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsByteArrayAsync()));
    }
}
