using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class AcknowledgementTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(AcknowledgementLevel.Local, 2, true)]
    [InlineData(AcknowledgementLevel.Majority, 0, true)]
    [InlineData(AcknowledgementLevel.Majority, 1, true)]
    [InlineData(AcknowledgementLevel.Majority, 2, false)]
    [InlineData(AcknowledgementLevel.All, 0, true)]
    [InlineData(AcknowledgementLevel.All, 1, false)]
    public void An_acknowledgement_level_is_met_if_enough_nodes_are_reachable(AcknowledgementLevel level, int unreachable, bool isMet) =>
        Seeds.ForEach(10, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 1);
        foreach (var lost in cluster.Nodes.TakeLast(unreachable))
            lost.Crash();

        // No node knows yet that they are gone.
        var early = Answered(cluster, work, level);
        Assert.Equal(isMet, early.IsMet);
        Assert.InRange(early.Waited, TimeSpan.Zero, cluster.Options.AcknowledgementTimeout + Tick);

        cluster.RunFor(6);
        var late = Answered(cluster, work, level);
        Assert.Equal(isMet, late.IsMet);
        Assert.InRange(late.Waited, TimeSpan.Zero, TimeSpan.FromSeconds(0.6));
    });

    [Fact]
    public void A_degraded_write_spreads_when_the_nodes_return()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 1);
        cluster.Nodes[1].Crash();
        cluster.Nodes[2].Crash();
        Assert.False(Answered(cluster, work, AcknowledgementLevel.Majority).IsMet);
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 20));
        Observer.AllWell(Observer.LostWrite(cluster, work.Attempts, AcknowledgementLevel.Local));
        Assert.NotNull(cluster.Nodes[2].Database.View.Find("written"));
    }

    [Fact]
    public void A_superseded_write_is_not_acknowledged_by_a_frame_without_its_successor()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 0, new ReplicationOptions { FrameBytes = 400 });
        cluster.Network.IsLost = (_, _, message) => message is Push;
        foreach (var service in new[] { "key", "b", "c", "d", "e", "f", "key" })
        {
            work.Call(cluster.Nodes[0], service, 3);
            cluster.RunFor(0.01);
        }

        cluster.Network.IsLost = (_, _, message) => message is Push { After: > 0 };
        cluster.RunFor(2);
        cluster.Nodes[0].Crash(losesDisk: true);
        cluster.Network.IsLost = null;
        cluster.RunFor(8);
        cluster.Nodes[0].Start();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30));
        Observer.AllWell(Observer.LostWrite(cluster, work.Attempts, AcknowledgementLevel.Majority));
    }

    [Fact]
    public void A_write_that_another_node_superseded_is_not_acknowledged_before_its_successor_is_on_disk() => Seeds.ForEach(8, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 0);
        var (writer, rival, third) = (cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2]);
        rival.SlowDisk(TimeSpan.FromSeconds(100));
        cluster.Network.IsLost = (_, to, message) => to == third.Address && message is Push;
        work.Call(writer, "key", 3);
        cluster.RunFor(0.1);
        work.Call(rival, "key", 3, AcknowledgementLevel.Local);
        cluster.RunFor(0.1);
        cluster.Network.IsLost = (from, to, message) =>
            to == third.Address && (message is CatchUpPage || (message is Push && from == rival.Address));
        Assert.True(cluster.RunUntil(() => work.Attempts[0].IsMet is not null, 4));
        Assert.False(work.Attempts[0].IsMet);
        writer.Crash(losesDisk: true);
        rival.Crash();
        cluster.Network.IsLost = null;
        cluster.RunFor(6);
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        Observer.AllWell(Observer.LostWrite(cluster, work.Attempts, AcknowledgementLevel.Majority));
    });

    private static Attempt Answered(SimulatedCluster cluster, Workload work, AcknowledgementLevel level)
    {
        work.Call(cluster.Nodes[0], "written", 3, level);
        cluster.RunFor(3);
        var attempt = work.Attempts[^1];
        Assert.NotNull(attempt.IsMet);
        return attempt;
    }
}
