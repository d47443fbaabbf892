using System.Globalization;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>A simulation that failed can only be repeated if nothing but its seed decides what happens in it.</summary>
public sealed class RepetitionTests
{
    [Fact]
    public void The_same_seed_gives_the_same_run() => Assert.Equal(Run(1), Run(1));

    [Fact]
    public void Another_seed_gives_another_run() => Assert.NotEqual(Run(1), Run(2));

    /// <summary>Every message between the nodes, and when it was sent.</summary>
    private static List<string> Run(int seed)
    {
        var sent = new List<string>();
        var cluster = new SimulatedCluster(seed, nodes: 3) { Network = { Faults = NetworkFaults.Bad } };
        cluster.Network.Sent = (from, to, message) =>
            sent.Add(string.Create(CultureInfo.InvariantCulture, $"{cluster.Agenda.Now.Ticks} {from} {to} {message.GetType().Name}"));
        var (work, chaos) = (new Workload(cluster), new Chaos(cluster, new Misfortunes { LostDisks = 1 }));
        cluster.StartAll();
        work.Start(callsPerSecond: 20);
        chaos.Start();
        cluster.RunFor(60);
        Assert.InRange(sent.Count, 1_000, int.MaxValue);
        return sent;
    }
}
