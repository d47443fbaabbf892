using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Messages that arrive after they became outdated.</summary>
public sealed class OvertakenTests
{
    [Fact]
    public void An_old_hello_of_the_same_run_changes_nothing()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 3);
        var old = HelloOf(cluster, cluster.Nodes[1]);
        work.Call(cluster.Nodes[1], "later", 3);
        cluster.RunFor(2);
        var before = cluster.Nodes[0].Replica.Describe().Peers.ToArray();
        cluster.Nodes[0].Replica.Receive(old.Address, old);
        Assert.Equal(before, cluster.Nodes[0].Replica.Describe().Peers.ToArray());
    }

    [Fact]
    public void An_old_hello_of_an_earlier_run_does_not_stop_pushes()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 3);
        var old = HelloOf(cluster, cluster.Nodes[1]);
        cluster.Nodes[1].Crash();
        cluster.Nodes[1].Start();
        cluster.RunFor(2);
        cluster.Nodes[0].Replica.Receive(old.Address, old);
        work.Call(cluster.Nodes[1], "later", 3);
        cluster.RunFor(0.6);
        Assert.NotNull(cluster.Nodes[0].Database.View.Find("later"));
    }

    [Fact]
    public void An_old_hello_of_a_lost_node_does_not_forget_its_successor()
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 3);
        var old = HelloOf(cluster, cluster.Nodes[1]);
        cluster.Nodes[1].Crash(losesDisk: true);
        cluster.Nodes[1].Start();
        cluster.RunFor(3);
        var known = cluster.Nodes[0].Replica.Describe().Known;
        Assert.Equal(NodeState.Counted, known.Find(cluster.Nodes[1].Disk.NodeId)!.State);
        cluster.Nodes[0].Replica.Receive(old.Address, old);
        Assert.Equal(known, cluster.Nodes[0].Replica.Describe().Known);
    }

    [Fact]
    public void A_node_whose_clock_was_set_back_is_heard_again()
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 3);
        cluster.Nodes[1].Skew = TimeSpan.FromMinutes(-10);
        cluster.RunFor(7);
        Assert.Equal(3, cluster.Nodes[0].Replica.Describe().Reachable);
    }

    private static Hello HelloOf(SimulatedCluster cluster, SimulatedNode node)
    {
        Hello? said = null;
        cluster.Network.Sent = (from, _, message) => said = from == node.Address && message is Hello hello ? hello : said;
        cluster.RunFor(1.5);
        cluster.Network.Sent = null;
        return said!;
    }
}
