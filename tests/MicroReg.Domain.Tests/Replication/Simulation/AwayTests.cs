using MicroReg.Domain.Database;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Nodes that are away for longer than tombstones are kept, and nodes that join, while others write.</summary>
public sealed class AwayTests
{
    private static readonly ReplicationOptions Forgetful = new()
    {
        Retention = TimeSpan.FromSeconds(60),
        ForgetAfter = TimeSpan.FromSeconds(90),
    };

    [Fact]
    public void An_unregistered_instance_stays_so_whichever_node_was_away_or_joins() => Seeds.ForEach(20, seed =>
    {
        var cluster = new SimulatedCluster(seed, 3 + (seed % 3), Forgetful with { FrameBytes = seed % 4 == 0 ? 600 : 48 * 1024 });
        foreach (var node in cluster.Nodes)
            node.Skew = TimeSpan.FromMilliseconds(cluster.Random.Next(-400, 400));
        var work = new Workload(cluster, keys: 8);
        var chaos = new Chaos(
            cluster, new Misfortunes { LongestOutage = 150, CrashesOfAll = 0, LostDisks = seed % 2, Heals = 1, OneWayCuts = 0 });
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => cluster.Nodes.All(node => node.IsReady), 30), "not ready");
        cluster.Network.Faults = NetworkFaults.Bad with { Late = 0.01 };
        work.Start(callsPerSecond: 3);
        for (var round = 0; round < 3; round++)
        {
            chaos.Start();
            cluster.RunFor(60);
            chaos.Stop();
            cluster.RunFor(40 * cluster.Random.NextDouble());
            cluster.Network.Heal();
            if (round == 1)
                cluster.Add().Start();
        }

        work.Stop();
        cluster.StopFaults();
        cluster.RunUntil(() => Observer.Difference(cluster) is null, 100);
        Observer.AllWell(Observer.Difference(cluster));
        var least = chaos.LostDisks > 0 ? AcknowledgementLevel.Majority : AcknowledgementLevel.Local;
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, least));
        Observer.AllWell(Observer.LostWrite(cluster, work.Attempts, least, tombstonesMayBeGone: true));
    });

    [Fact]
    public void A_node_without_an_exchange_for_the_retention_is_away() => Seeds.ForEach(5, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 6, Forgetful with { ForgetAfter = TimeSpan.FromHours(1) });
        var absent = cluster.Nodes[2];
        absent.Crash();
        work.Call(cluster.Nodes[0], "svc0", 0, AcknowledgementLevel.Majority);
        cluster.RunFor(50);
        cluster.Network.IsLost = (_, to, message) => to == absent.Address && message is not Hello;
        absent.Start();
        cluster.RunFor(60);
        Assert.True(absent.Replica.IsAway);
        cluster.Network.IsLost = null;
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 20), Observer.Difference(cluster));
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, AcknowledgementLevel.Local));
    });

    [Fact]
    public void A_node_whose_writer_refuses_the_copy_takes_another_one() => Seeds.ForEach(5, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 6, Forgetful with { ForgetAfter = TimeSpan.FromHours(1) });
        var absent = cluster.Nodes[2];
        absent.Crash();
        work.Call(cluster.Nodes[0], "svc0", 0, AcknowledgementLevel.Majority);
        cluster.RunFor(70);
        absent.Refuses = request => request is ReplaceRecords;
        absent.Start();
        cluster.RunFor(10);
        Assert.True(absent.Replica.IsAway, "it took no copy");

        absent.Refuses = _ => false;
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, AcknowledgementLevel.Local));
    });
}
