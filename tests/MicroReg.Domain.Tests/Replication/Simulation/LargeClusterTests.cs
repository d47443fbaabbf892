using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class LargeClusterTests
{
    [Fact]
    public void Two_hundred_nodes_converge_with_a_tenth_of_the_messages_lost()
    {
        // Fewer Hellos than in production: each goes to all nodes, and one thread runs them all.
        var options = new ReplicationOptions { HelloInterval = TimeSpan.FromSeconds(15), PeerTimeout = TimeSpan.FromSeconds(50) };
        var cluster = new SimulatedCluster(1, 200, options)
        {
            TickInterval = TimeSpan.FromSeconds(1),
            Network = { Faults = new NetworkFaults { Lost = 0.1 } },
        };
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => cluster.Nodes.All(node => node.IsReady), 60), "not ready");
        var work = new Workload(cluster);
        for (var number = 0; number < 20; number++)
            work.Call(cluster.Pick(), $"svc{number % 7}", number % 5 == 4 ? 0 : 3);
        cluster.RunFor(1);
        cluster.RunUntil(() => Observer.IsSame(cluster), 60);
        Assert.True(Observer.IsSame(cluster));
    }
}
