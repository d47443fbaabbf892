using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class ReadinessTests
{
    private static readonly ReplicationOptions Forgetful =
        new() { Retention = TimeSpan.FromSeconds(60), ForgetAfter = TimeSpan.FromSeconds(90) };

    [Fact]
    public void Three_empty_nodes_with_one_first_seed_become_ready() => Seeds.ForEach(10, seed =>
    {
        var cluster = new SimulatedCluster(seed, 3) { Network = { Faults = NetworkFaults.Bad } };
        foreach (var node in cluster.Nodes.OrderBy(_ => cluster.Random.Next()))
        {
            node.Start();
            cluster.RunFor(3 * cluster.Random.NextDouble());
        }

        Assert.True(cluster.RunUntil(
            () => cluster.Nodes.All(node => node.IsReady && node.Replica.Describe().Known.Counted.Length == 3), 20));
    });

    [Fact]
    public void Empty_nodes_without_their_first_seed_wait()
    {
        var cluster = new SimulatedCluster(1, 3);
        cluster.Nodes[1].Start();
        cluster.Nodes[2].Start();
        cluster.RunFor(60);
        Assert.DoesNotContain(cluster.Nodes, node => node.IsReady);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void After_a_crash_of_all_nodes_all_become_ready_again(int services) => Seeds.ForEach(10, seed =>
    {
        var (cluster, _) = SimulatedCluster.Filled(seed, services);
        cluster.Nodes.ForEach(node => node.Crash());
        cluster.RunFor(5);
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 20), Observer.Difference(cluster));
        Assert.Equal(services, cluster.Nodes[0].Database.View.InstanceCount);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void After_a_crash_of_all_nodes_a_majority_without_the_first_seed_becomes_ready(int services)
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services);
        cluster.Nodes.ForEach(node => node.Crash());
        cluster.Nodes[1].Start();
        cluster.Nodes[2].Start();
        Assert.True(cluster.RunUntil(() => cluster.Nodes[1].IsReady && cluster.Nodes[2].IsReady, 20));
    }

    [Fact]
    public void A_node_with_records_that_reaches_no_other_serves_them_as_stale()
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 5);
        cluster.Nodes.ForEach(node => node.Crash());
        cluster.Nodes[2].Start();
        cluster.RunFor(9);
        Assert.False(cluster.Nodes[2].IsReady);
        cluster.RunFor(3);
        Assert.True(cluster.Nodes[2].Replica.Readiness is { IsReady: true, IsStale: true });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_cluster_that_was_switched_off_keeps_its_records(double seconds) => Seeds.ForEach(10, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 5, Forgetful);
        cluster.Network.CutBoth("n0:4053", "n1:4053");
        cluster.Network.CutBoth("n0:4053", "n2:4053");
        cluster.RunFor(5);
        work.Call(cluster.Nodes[0], "apart", 3, AcknowledgementLevel.Local);
        work.Call(cluster.Nodes[1], "together", 3);
        cluster.RunFor(5);
        cluster.Nodes.ForEach(node => node.Crash());
        cluster.RunFor(seconds);
        cluster.Network.Heal();
        foreach (var node in cluster.Nodes)
        {
            node.Start();
            cluster.RunFor(cluster.Random.NextDouble());
        }

        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        Assert.Equal(7, cluster.Nodes[0].Database.View.InstanceCount);
    });

    [Fact]
    public void Nodes_that_were_separated_for_long_merge_their_records()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 5, Forgetful with { ForgetAfter = TimeSpan.FromHours(1) });
        foreach (var node in cluster.Nodes)
            foreach (var other in cluster.Nodes)
                cluster.Network.Cut(node.Address, other.Address);
        cluster.RunFor(100);
        Assert.All(cluster.Nodes, node =>
            Assert.True(node.Replica.Readiness is { IsReady: true, IsStale: true }, node.Replica.Readiness.Reason));
        foreach (var node in cluster.Nodes)
            work.Call(node, $"apart-{node.Name}", 3, AcknowledgementLevel.Local);
        cluster.RunFor(1);
        cluster.Network.Heal();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        Assert.Equal(8, cluster.Nodes[0].Database.View.InstanceCount);
    }
}
