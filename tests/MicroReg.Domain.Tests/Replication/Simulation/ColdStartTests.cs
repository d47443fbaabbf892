using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>All nodes are off, and one of them was away for longer than the others.</summary>
public sealed class ColdStartTests
{
    private static readonly ReplicationOptions Forgetful =
        new() { Retention = TimeSpan.FromSeconds(60), ForgetAfter = TimeSpan.FromSeconds(900) };

    [Theory]
    [InlineData(true, 1, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, 1, true)]
    [InlineData(false, 1, false)]
    [InlineData(true, 1000, true)]
    [InlineData(true, 1000, false)]
    [InlineData(false, 1000, true)]
    [InlineData(false, 1000, false)]
    public void What_was_unregistered_while_a_node_was_away_does_not_come_back(bool hasLeft, double secondsOff, bool doAllReturn) =>
        Seeds.ForEach(6, seed =>
    {
        var (cluster, work) = StartBesideOneThatWasAway(seed, hasLeft, secondsOff);
        if (doAllReturn)
            cluster.Nodes[1].Start();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 60), Observer.Difference(cluster));
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, AcknowledgementLevel.Majority));
        Assert.Equal(5, cluster.Nodes[0].Database.View.InstanceCount);
    });

    [Fact]
    public void A_node_that_never_met_another_replaces_nothing_of_nodes_that_were_off_for_long() => Seeds.ForEach(6, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 6, Forgetful);
        var apart = cluster.AddApart();
        apart.Start();
        cluster.RunFor(2);
        work.Call(apart, "apart", 3, AcknowledgementLevel.Local);
        cluster.RunFor(2);
        cluster.Nodes.ForEach(node => node.Crash());
        cluster.RunFor(1000);
        cluster.StartAll();
        cluster.RunFor(1);
        apart.Replica.OnMembers([], [cluster.Nodes[0].Address]);
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 60), Observer.Difference(cluster));
        Assert.Equal(7, apart.Database.View.InstanceCount);
    });

    /// <summary>The first and the third of three nodes start; the third was away when an instance was unregistered.</summary>
    private static (SimulatedCluster Cluster, Workload Work) StartBesideOneThatWasAway(int seed, bool hasLeft, double secondsOff)
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 6, Forgetful);
        var (first, second, absent) = (cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2]);
        if (hasLeft)
            absent.Replica.Leave();
        cluster.RunFor(1);
        absent.Crash();
        cluster.RunFor(6);
        if (!hasLeft)
            Assert.True(first.Replica.Forget(absent.Name).Value);
        work.Call(first, "svc0", 0, AcknowledgementLevel.Majority);
        cluster.RunFor(150);
        Assert.All([first, second], node => Assert.Null(node.Database.Records.Get(Workload.KeyOf("svc0"))));

        first.Crash();
        second.Crash();
        cluster.RunFor(secondsOff);
        absent.Start();
        first.Start();
        cluster.RunFor(20);
        return (cluster, work);
    }
}
