using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class ConvergenceTests
{
    [Fact]
    public void Nodes_converge_after_faults_and_repair_finds_nothing() => Seeds.ForEach(60, seed =>
    {
        var (cluster, work, _) = Trouble(seed, new Misfortunes());
        Observer.AllWell(Observer.LostWrite(cluster, work.Attempts, AcknowledgementLevel.Local));
        Observer.AllWell(Observer.WrongOwned(cluster, work.Attempts));
        Assert.Equal(0, cluster.Running.Sum(node => node.Replica.Describe().RestoredParts));
    });

    [Fact]
    public void Majority_writes_survive_the_loss_of_a_minority_of_disks() => Seeds.ForEach(60, seed =>
    {
        var (cluster, work, _) = Trouble(seed, new Misfortunes { LostDisks = seed % 2 == 0 ? 1 : 2 }, nodes: seed % 2 == 0 ? 3 : 5);
        Observer.AllWell(Observer.LostWrite(cluster, work.Attempts, AcknowledgementLevel.Majority));
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, AcknowledgementLevel.Majority));
    });

    internal static (SimulatedCluster Cluster, Workload Work, Chaos Chaos) Trouble(int seed, Misfortunes misfortunes, int nodes = 3)
    {
        var options = new ReplicationOptions { FrameBytes = seed % 3 == 0 ? 500 : 48 * 1024 };
        var cluster = new SimulatedCluster(seed, nodes, options);
        var (work, chaos) = (new Workload(cluster), new Chaos(cluster, misfortunes));
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => cluster.Nodes.All(node => node.IsReady), 30), "not ready");
        cluster.Network.Faults = NetworkFaults.Bad;
        work.Start(callsPerSecond: 20);
        chaos.Start();
        for (var glance = 0; glance < 20; glance++)
        {
            cluster.RunFor(3 * cluster.Random.NextDouble());
            if (misfortunes.LostDisks == 0)
                Observer.AllWell(Observer.BrokenInvariant(cluster));
        }

        chaos.Stop();
        work.Stop();
        cluster.RunFor(10);
        cluster.StopFaults();
        cluster.RunUntil(() => Observer.Difference(cluster) is null, 60);
        Observer.AllWell(Observer.Difference(cluster));
        return (cluster, work, chaos);
    }
}
