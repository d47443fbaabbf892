using MicroReg.Domain.Events;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Nodes that were apart from the majority, or forgotten by it.</summary>
public sealed class MinorityTests
{
    private static readonly ReplicationOptions Forgetful =
        new() { Retention = TimeSpan.FromSeconds(60), ForgetAfter = TimeSpan.FromSeconds(90), FrameBytes = 500 };

    [Fact]
    public void A_forgotten_node_that_restarts_in_the_middle_of_its_copy_still_replaces_its_records() => Seeds.ForEach(5, seed =>
    {
        var (cluster, _) = SimulatedCluster.Filled(seed, services: 40, Forgetful);
        var forgotten = cluster.Nodes[2];
        forgotten.Crash();
        cluster.RunFor(6);
        Assert.True(cluster.Nodes[0].Replica.Forget(forgotten.Name).Value);
        cluster.Network.IsLost = (_, to, message) => to == forgotten.Address && message is CatchUpPage { More: false };
        forgotten.Start();
        cluster.RunFor(3);
        Assert.Equal(NodePhase.MustReplace, forgotten.Replica.Phase);

        forgotten.Crash();
        forgotten.Start();
        Assert.Equal(NodePhase.MustReplace, forgotten.Replica.Phase);
        cluster.Network.IsLost = null;
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        forgotten.Crash();
        cluster.RunFor(2);
        forgotten.Start();
        Assert.Equal(NodePhase.Returning, forgotten.Replica.Phase);
    });

    [Fact]
    public void A_node_that_joined_a_minority_brings_nothing_back_that_the_majority_unregistered() => Seeds.ForEach(5, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 6, Forgetful);
        var (first, second, apart, joiner) = (cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2], cluster.Add());
        foreach (var node in new[] { first, second })
            foreach (var other in new[] { apart, joiner })
                cluster.Network.CutBoth(node.Address, other.Address);
        joiner.Start();
        cluster.RunFor(6);
        Assert.True(joiner.IsReady);
        work.Call(first, "svc0", 0, AcknowledgementLevel.Majority);
        cluster.RunFor(250);
        Assert.Null(first.Database.Records.Get(Workload.KeyOf("svc0")));
        work.Call(joiner, "late", 3, AcknowledgementLevel.Local);
        cluster.RunFor(1);

        cluster.Network.Heal();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 60), Observer.Difference(cluster));
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, AcknowledgementLevel.Majority));
        Assert.NotNull(first.Database.View.Find("late"));
        Assert.Equal(6, first.Database.View.InstanceCount);
    });

    [Fact]
    public async Task A_cursor_of_a_node_that_was_cut_off_is_too_old_for_the_others()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 6, Forgetful);
        var (first, cutOff) = (cluster.Nodes[0], cluster.Nodes[2]);
        cluster.Network.CutBoth(first.Address, cutOff.Address);
        cluster.Network.CutBoth(cluster.Nodes[1].Address, cutOff.Address);
        cluster.RunFor(6);
        Assert.True(first.Replica.Forget(cutOff.Name).Value);
        work.Call(first, "svc0", 0, AcknowledgementLevel.Majority);
        cluster.RunFor(150);
        Assert.Null(first.Database.Records.Get(Workload.KeyOf("svc0")));
        first.Crash();
        first.Start();
        Assert.True(cluster.RunUntil(() => first.IsReady, 20));

        var cursor = await Copied(cutOff, EventCursor.Empty);
        Assert.Equal(cursor.Vector, (await Copied(cutOff, cursor)).Vector);
        Assert.True((await first.Feed.Read(cursor, EventFilter.All).NextAsync(TimeSpan.Zero)).Value.Reset);
    }

    /// <summary>The cursor after everything; only an empty one may be reset.</summary>
    private static async Task<EventCursor> Copied(SimulatedNode node, EventCursor from)
    {
        var reader = node.Feed.Read(from, EventFilter.All);
        for (var more = true; more;)
        {
            var page = (await reader.NextAsync(TimeSpan.Zero)).Value;
            Assert.Equal(from.IsEmpty && reader.Cursor.Copy is null, page.Reset);
            more = page.More;
        }

        return reader.Cursor;
    }
}
