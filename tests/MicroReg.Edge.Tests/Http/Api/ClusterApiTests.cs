using MicroReg.Domain.Registry;

namespace MicroReg.Edge.Tests.Http.Api;

public sealed class ClusterApiTests
{
    [Fact]
    public async Task Tells_what_cluster_status_tells()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        server.Registry.Readiness = new Readiness(IsReady: true, IsStale: true, "Alone since a minute.");
        server.Registry.WriteFault = new RegistryFault(FaultKind.StorageFailed, "The disk is full.");
        Assert.Equal(await server.TextOfCallAsync("cluster_status"), RpcJson.Text((await server.GetAsync("/api/cluster")).Body));
    }

    [Fact]
    public async Task Answers_of_a_stale_node_say_so()
    {
        await using var server = await EdgeServer.StartAsync();
        using (var fresh = await server.Web.GetAsync(new Uri("/api/services", UriKind.Relative)))
            Assert.False(fresh.Headers.Contains("MicroReg-Stale"));
        server.Registry.Readiness = new Readiness(IsReady: true, IsStale: true, "Alone.");
        using var stale = await server.Web.GetAsync(new Uri("/api/services", UriKind.Relative));
        Assert.Equal("true", Assert.Single(stale.Headers.GetValues("MicroReg-Stale")));
    }
}
