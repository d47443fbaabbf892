using System.Collections.Immutable;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Some nodes, the network between them, and virtual time. The same seed gives the same run.</summary>
internal sealed class SimulatedCluster
{
    private readonly HashSet<SimulatedNode> _apart = [];

    public SimulatedCluster(int seed, int nodes, ReplicationOptions? options = null, int idBits = InstanceIds.Width)
    {
        Random = new Random(seed);
        Options = options ?? new ReplicationOptions();
        Ids = new InstanceIds(idBits);
        Network = new SimulatedNetwork(Agenda, new Random(Random.Next()));
        for (var number = 0; number < nodes; number++)
            Add();
    }

    public Random Random { get; }

    public Agenda Agenda { get; } = new();

    public SimulatedNetwork Network { get; }

    public History History { get; } = new();

    public List<SimulatedNode> Nodes { get; } = [];

    public ReplicationOptions Options { get; }

    public InstanceIds Ids { get; }

    /// <summary>Here the subscribers wait by themselves: a cursor that cannot be continued at once is reset at once.</summary>
    public FeedOptions FeedOptions => new() { CursorLifetime = Options.Retention, CatchUpPatience = TimeSpan.Zero };

    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    public IEnumerable<SimulatedNode> Running => Nodes.Where(node => node.IsRunning);

    public SimulatedNode Add()
    {
        var node = new SimulatedNode(this, $"n{Nodes.Count}", new Random(Random.Next()));
        Nodes.Add(node);
        return node;
    }

    /// <summary>Adds a node without seeds, which forms its own cluster.</summary>
    /// <param name="name">Its name; null for the next one. Its address follows from it.</param>
    public SimulatedNode AddApart(string? name = null)
    {
        var node = new SimulatedNode(this, name ?? $"n{Nodes.Count}", new Random(Random.Next()));
        Nodes.Add(node);
        _apart.Add(node);
        return node;
    }

    public ReplicationOptions OptionsOf(SimulatedNode node) =>
        Options with { IsFirstSeed = node == Nodes[0], IsAlone = _apart.Contains(node) };

    /// <summary>The seeds: the first three nodes.</summary>
    public ImmutableArray<string> ContactsOf(SimulatedNode node) =>
        _apart.Contains(node) ? [] : [.. Nodes.Take(3).Where(seed => seed != node).Select(seed => seed.Address)];

    public void StartAll()
    {
        foreach (var node in Nodes.Where(node => !node.IsRunning))
            node.Start();
    }

    public void RunFor(double seconds) => Agenda.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time pass until a condition is met.</summary>
    public bool RunUntil(Func<bool> isSo, double atMostSeconds)
    {
        for (var end = Agenda.Now + TimeSpan.FromSeconds(atMostSeconds); Agenda.Now < end && !isSo();)
            RunFor(0.1);
        return isSo();
    }

    public SimulatedNode Pick() => Nodes[Random.Next(Nodes.Count)];

    /// <summary>Ends all faults.</summary>
    public void StopFaults()
    {
        Network.Faults = NetworkFaults.None;
        Network.Heal();
        StartAll();
    }

    /// <summary>Three ready nodes with some services.</summary>
    public static (SimulatedCluster Cluster, Workload Work) Filled(int seed, int services, ReplicationOptions? options = null)
    {
        var cluster = new SimulatedCluster(seed, 3, options);
        var work = new Workload(cluster);
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => cluster.Nodes.All(node => node.IsReady), 20));
        for (var number = 0; number < services; number++)
            work.Call(cluster.Pick(), $"svc{number}", 3);
        cluster.RunFor(10);
        return (cluster, work);
    }
}
