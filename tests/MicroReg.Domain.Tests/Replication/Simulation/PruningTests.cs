using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class PruningTests
{
    private static readonly ReplicationOptions Forgetful =
        new() { Retention = TimeSpan.FromSeconds(60), ForgetAfter = TimeSpan.FromSeconds(90) };

    [Fact]
    public void Compacted_origins_leave_the_vectors_and_joiners_still_get_their_records() => Seeds.ForEach(8, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 5, Forgetful with { FrameBytes = seed % 2 == 0 ? 600 : 48 * 1024 });
        cluster.Network.Faults = NetworkFaults.Bad;
        for (var restart = 0; restart < 20; restart++)
        {
            work.Call(cluster.Pick(), $"run{restart}", 3);
            work.Call(cluster.Pick(), $"run{restart / 2}", 1);
            work.Call(cluster.Pick(), $"run{restart - 8}", 0);
            cluster.RunFor(1 + cluster.Random.Next(4));
            var node = cluster.Pick();
            node.Crash();
            cluster.RunFor(1);
            node.Start();
            cluster.RunFor(cluster.Random.Next(4));
            Observer.AllWell(Observer.BrokenInvariant(cluster, tombstonesMayBeGone: true));
        }

        cluster.Network.Faults = NetworkFaults.None;
        for (var second = 0; second < 200; second += 10)
        {
            cluster.RunFor(10);
            Observer.AllWell(Observer.BrokenInvariant(cluster, tombstonesMayBeGone: true));
        }

        Assert.All(cluster.Nodes, node => Assert.InRange(node.Database.Records.Vector.Entries.Count, 0, 3));
        Observer.AllWell(Observer.Difference(cluster));
        Observer.AllWell(Observer.LostWrite(cluster, work.Attempts, AcknowledgementLevel.Local, tombstonesMayBeGone: true));
        Assert.DoesNotContain(cluster.Nodes, node => node.Database.Records.All.Any(record => !record.IsLiving));

        var joiner = cluster.Add();
        joiner.Start();
        Assert.True(cluster.RunUntil(() => joiner.IsReady, 20));
        cluster.RunFor(3);
        Observer.AllWell(Observer.Difference(cluster));
        Assert.Equal(0, cluster.Running.Sum(node => node.Replica.Describe().RestoredParts));
    });

    [Fact]
    public void Tombstones_and_ended_runs_go_although_every_node_restarts_more_often_than_they_are_kept() => Seeds.ForEach(4, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 5, Forgetful with { ForgetAfter = TimeSpan.FromHours(1) });
        for (var restart = 0; restart < 60; restart++)
        {
            work.Call(cluster.Pick(), $"run{restart}", 3);
            cluster.RunFor(1);
            work.Call(cluster.Pick(), $"run{restart}", 0);
            cluster.RunFor(1);
            var node = cluster.Nodes[restart % 3];
            node.Crash();
            cluster.RunFor(1);
            node.Start();
            cluster.RunFor(10);
        }

        // A node restarts every 39 s, and what is kept for 60 s is gone after some 200 s, in which there are about 15 restarts.
        Assert.True(cluster.RunUntil(() => cluster.Nodes.All(node => node.IsReady), 10));
        Assert.All(cluster.Nodes, node =>
        {
            Assert.InRange(node.Database.Records.All.Count(record => !record.IsLiving), 0, 20);
            Assert.InRange(node.Database.Records.Vector.Entries.Count, 0, 25);
        });
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 20), Observer.Difference(cluster));
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, AcknowledgementLevel.Majority));
    });

    [Fact]
    public void The_change_log_stays_within_a_small_factor_of_the_living_parts() => Seeds.ForEach(3, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 5, Forgetful);
        work.Start(callsPerSecond: 100);
        cluster.RunFor(60);
        work.Stop();
        cluster.RunFor(1);
        foreach (var node in cluster.Nodes)
        {
            var living = node.Database.Records.All.Sum(record => record.Parts().Count());
            Assert.InRange(node.Database.Records.LogEntries, living, (2 * living) + (64 * cluster.Nodes.Count));
        }
    });
}
