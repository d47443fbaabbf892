using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;

namespace MicroReg.Edge.Tests.Http.Api;

public sealed class ClusterApiTests
{
    [Fact]
    public async Task The_cluster_document_says_what_cluster_status_says()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        var replica = Replicas.With(Replicas.Differing("node-2"), Replicas.Peer("node-3", NodeState.Left));
        server.Registry.Replica = replica with { DegradedWrites = 1, RestoredParts = 2 };
        server.Registry.Health = SampleHealth.Status;
        server.Registry.Readiness = new Readiness(IsReady: true, IsStale: true, "Alone since a minute.");
        server.Registry.WriteFault = new RegistryFault(FaultKind.StorageFailed, "The disk is full.");
        Assert.Equal(await server.TextOfCallAsync("cluster_status"), RpcJson.Text((await server.GetAsync("/api/cluster")).Body));
    }
}
