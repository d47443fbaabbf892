using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Messages that arrive after what made them untrue.</summary>
public sealed class OvertakenTests
{
    [Fact]
    public void An_old_Hello_of_the_same_run_moves_nothing_back()
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
    public void An_old_Hello_of_an_earlier_run_does_not_stop_pushes_of_this_run()
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
    public void An_old_Hello_of_a_node_that_lost_its_disk_does_not_give_up_its_successor()
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
    public void A_node_whose_clock_was_set_back_is_heard_again_soon()
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
