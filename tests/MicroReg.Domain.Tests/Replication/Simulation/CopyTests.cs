using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Complete copies, and failures while they are taken.</summary>
public sealed class CopyTests
{
    private static readonly ReplicationOptions Forgetful = new()
    {
        Retention = TimeSpan.FromSeconds(60),
        ForgetAfter = TimeSpan.FromSeconds(90),
        FrameBytes = 500,
    };

    [Fact]
    public void A_copy_is_complete_even_if_its_source_restarts() => Seeds.ForEach(20, seed =>
    {
        var (cluster, _) = Compacted(seed, services: 60);
        var joiner = cluster.Add();
        var source = SourceOf(cluster, joiner);
        source.Crash();
        source.Start();
        AssertSame(cluster);
    });

    [Fact]
    public void A_copy_is_complete_even_if_its_source_loses_its_disk() => Seeds.ForEach(20, seed =>
    {
        var (cluster, _) = Compacted(seed, services: 60);
        var joiner = cluster.Add();
        var source = SourceOf(cluster, joiner);
        source.Crash(losesDisk: true);
        source.Start();
        AssertSame(cluster);
    });

    [Fact]
    public void A_forgotten_node_revives_nothing_if_its_source_loses_its_disk() => Seeds.ForEach(20, seed =>
    {
        var (cluster, work) = Compacted(seed, services: 60);
        var absent = cluster.Nodes[2];
        absent.Crash();
        cluster.RunFor(1);
        for (var number = 0; number < 20; number++)
            work.Call(cluster.Nodes[0], $"svc{number}", 0, AcknowledgementLevel.Majority);
        cluster.RunFor(200);
        var source = SourceOf(cluster, absent);
        source.Crash(losesDisk: true);
        source.Start();
        AssertSame(cluster);
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, AcknowledgementLevel.Majority));
        Assert.Equal(40, cluster.Nodes[2].Database.View.InstanceCount);
    });

    [Fact]
    public void A_copy_is_complete_even_if_the_joining_node_crashes() => Seeds.ForEach(20, seed =>
    {
        var (cluster, _) = Compacted(seed, services: 60);
        var joiner = cluster.Add();
        joiner.Start();
        for (var crash = 0; crash < 4; crash++)
        {
            cluster.RunFor(0.3 * cluster.Random.NextDouble());
            joiner.Crash();
            cluster.RunFor(1);
            joiner.Start();
            Assert.False(joiner.IsReady);
        }

        AssertSame(cluster);
    });

    [Fact]
    public void Two_clusters_that_compacted_origins_separately_merge_without_loss() => Seeds.ForEach(10, seed =>
    {
        var (cluster, _) = Compacted(seed, services: 10);
        var apart = cluster.AddApart();
        apart.Start();
        Assert.True(cluster.RunUntil(() => apart.IsReady, 20));
        new Workload(cluster).Call(apart, "apart", 3, AcknowledgementLevel.Local);
        cluster.RunFor(1);
        apart.Crash();
        apart.Start();
        cluster.RunFor(100);
        Assert.True(apart.Database.Records.Vector.IsEmpty);
        apart.Replica.OnMembers([], [cluster.Nodes[0].Address]);
        AssertSame(cluster);
        Assert.Equal(11, apart.Database.View.InstanceCount);
    });

    /// <summary>Three nodes whose records are mostly of compacted origins.</summary>
    private static (SimulatedCluster Cluster, Workload Work) Compacted(int seed, int services)
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services, Forgetful);
        foreach (var node in cluster.Nodes)
        {
            node.Crash();
            cluster.RunFor(1);
            node.Start();
            cluster.RunFor(6);
        }

        cluster.RunFor(100);
        Assert.All(cluster.Nodes, node => Assert.True(node.Database.Records.Vector.IsEmpty, node.Database.Records.Vector.ToString()));
        return (cluster, work);
    }

    private static SimulatedNode SourceOf(SimulatedCluster cluster, SimulatedNode taker)
    {
        var (pages, source) = (0, "");
        cluster.Network.Sent = (from, to, message) =>
        {
            if (to == taker.Address && message is CatchUpPage)
                (pages, source) = (pages + 1, from);
        };
        taker.Start();
        for (var step = 0; step < 10_000 && pages < 4; step++)
            cluster.RunFor(0.001);
        cluster.Network.Sent = null;
        Assert.False(taker.IsReady && !taker.Replica.IsAway);
        return cluster.Nodes.Single(node => node.Address == source);
    }

    private static void AssertSame(SimulatedCluster cluster)
    {
        cluster.RunUntil(() => Observer.Difference(cluster) is null, 40);
        Observer.AllWell(Observer.Difference(cluster));
        Assert.Equal(0, cluster.Running.Sum(node => node.Replica.Describe().RestoredParts));
    }
}
