namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Nodes that are out of touch and should be dialled again.</summary>
public sealed class OutOfTouchTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    [Fact]
    public void Nodes_that_hear_each_other_are_not_out_of_touch()
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 0);
        cluster.RunFor(20);
        Assert.All(cluster.Nodes, node => Assert.Empty(node.Replica.OutOfTouchFor(Time)));
    }

    [Fact]
    public void Both_nodes_notice_a_link_that_works_one_way_only()
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 0);
        var (mute, deaf, third) = (cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2]);
        cluster.Network.Cut(mute.Address, deaf.Address);
        cluster.RunFor(20);
        Assert.Equal([mute.Address], deaf.Replica.OutOfTouchFor(Time));
        Assert.Equal([deaf.Address], mute.Replica.OutOfTouchFor(Time));
        Assert.Empty(third.Replica.OutOfTouchFor(Time));

        cluster.Network.Heal();
        cluster.RunFor(3);
        Assert.All(cluster.Nodes, node => Assert.Empty(node.Replica.OutOfTouchFor(Time)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_joiner_that_is_heard_and_hears_nobody_is_out_of_touch(bool isAtTheAddressOfALostNode)
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 0);
        var joiner = isAtTheAddressOfALostNode ? cluster.Nodes[2] : cluster.Add();
        var others = cluster.Nodes.Where(node => node != joiner).ToList();
        joiner.Crash(losesDisk: true);
        others.ForEach(node => cluster.Network.Cut(node.Address, joiner.Address));
        joiner.Start();
        cluster.RunFor(20);
        Assert.All(others, node => Assert.Equal([joiner.Address], node.Replica.OutOfTouchFor(Time)));

        cluster.Network.Heal();
        Assert.True(cluster.RunUntil(() => joiner.IsReady, 5));
        Assert.All(others, node => Assert.Empty(node.Replica.OutOfTouchFor(Time)));
    }

    [Fact]
    public void A_node_that_nobody_hears_knows_it_although_it_hears_the_others()
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 0);
        var mute = cluster.Nodes[0];
        foreach (var other in cluster.Nodes.Skip(1))
            cluster.Network.Cut(mute.Address, other.Address);
        cluster.RunFor(10);
        Assert.Equal((3, 1), (mute.Replica.Describe().Reachable, mute.Replica.Describe().HeardBy));

        cluster.Network.Heal();
        cluster.RunFor(3);
        Assert.All(cluster.Nodes, node => Assert.Equal(3, node.Replica.Describe().HeardBy));
    }

    [Fact]
    public void A_node_that_was_never_heard_is_not_out_of_touch()
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 0);
        cluster.Network.CutBoth(cluster.Nodes[0].Address, cluster.Nodes[1].Address);
        cluster.Nodes[0].Crash();
        cluster.Nodes[0].Start();
        cluster.RunFor(20);
        Assert.Empty(cluster.Nodes[0].Replica.OutOfTouchFor(Time));
        Assert.Equal([cluster.Nodes[0].Address], cluster.Nodes[1].Replica.OutOfTouchFor(Time));
    }
}
