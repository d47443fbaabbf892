using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class RepairTests
{
    [Fact]
    public void A_bucket_that_does_not_fit_into_a_frame_is_repaired_slice_by_slice()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 0, new ReplicationOptions { FrameBytes = 1_500 });
        var services = Enumerable.Range(0, int.MaxValue).Select(number => $"svc{number}")
            .Where(service => KeyHash.Of(Workload.KeyOf(service)) % BucketDigests.Count == 0).Take(60).ToList();
        services.ForEach(service => work.Call(cluster.Nodes[0], service, 3));
        cluster.RunFor(2);
        Observer.AllWell(Observer.Difference(cluster));
        foreach (var key in services.Take(30).Select(Workload.KeyOf))
            cluster.Nodes[1].Database.Records.TryReplace(key, cluster.Nodes[1].Database.Records.Get(key), null);

        var most = 0;
        cluster.Network.Sent = (_, _, message) => most = message is BucketOutline outline ? Math.Max(most, outline.Outlines.Length) : most;
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 600), Observer.Difference(cluster));
        Assert.InRange(most, 1, 15);
        Assert.Equal(30, cluster.Nodes[1].Replica.Describe().RestoredParts);
        Assert.True(cluster.RunUntil(() => cluster.Nodes.All(
            node => node.Replica.Describe().Peers.All(peer => peer.DifferingSince is null)), 100));
    }
}
