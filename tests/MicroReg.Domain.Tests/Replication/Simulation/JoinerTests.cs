using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class JoinerTests
{
    [Fact]
    public void An_empty_node_is_not_ready_before_it_holds_what_a_ready_node_held() => Seeds.Run(20, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 60, new ReplicationOptions { FrameBytes = 600 });
        work.Start(callsPerSecond: 10);
        cluster.Network.Faults = NetworkFaults.Bad;
        var held = cluster.Nodes[0].Database.Records.Vector;
        var joiner = seed % 2 == 0 ? cluster.Add() : cluster.Nodes[0];
        joiner.Crash(losesDisk: true);
        joiner.Start();
        for (var end = cluster.Agenda.Now + TimeSpan.FromSeconds(60); !joiner.IsReady && cluster.Agenda.Now < end;)
            cluster.RunFor(0.002);
        Assert.True(joiner.IsReady, joiner.Replica.Readiness.Reason);
        Assert.True(joiner.Database.Covers(held));
        Observer.AllWell(Observer.BrokenInvariant(cluster));
        work.Stop();
        cluster.StopFaults();
        cluster.RunUntil(() => Observer.Difference(cluster) is null, 60);
        Observer.AllWell(Observer.Difference(cluster));
    });
}
