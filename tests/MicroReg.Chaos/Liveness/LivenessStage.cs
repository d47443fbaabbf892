using MicroReg.Chaos.Liveness.Fleets;
using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Chaos.Liveness.Watching;
using MicroReg.Chaos.Scenarios;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness;

/// <summary>What a scenario acts on, and where it says what it saw.</summary>
internal sealed class LivenessStage(TestCluster cluster, string name, IReadOnlyList<Witness> witnesses, Extent extent, Random random)
{
    /// <summary>Milliseconds after which a silent node is given up by the others, and its instances are taken over.</summary>
    public const double PeerTimeout = 4_000;

    /// <summary>Instances of one service.</summary>
    private const int ServiceSize = 100;

    private readonly List<IFleet> _fleets = [];
    private readonly HashSet<ClusterNode> _shaken = [];
    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];
    private NodePlace? _place;

    public TestCluster Cluster => cluster;

    public IReadOnlyList<ClusterNode> Nodes => cluster.Nodes;

    public Extent Extent => extent;

    public Random Random => random;

    public IReadOnlyList<IFleet> Fleets => _fleets;

    public IReadOnlyList<string> Problems => _problems;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>See <see cref="Observation.TakenOver"/>.</summary>
    public double TakenOver { get; set; } = double.NegativeInfinity;

    /// <summary>See <see cref="Observation.DelaysHeartbeats"/>.</summary>
    public bool DelaysHeartbeats { get; set; }

    /// <summary>See <see cref="Observation.DeliveredWithin"/>.</summary>
    public double DeliveredWithin { get; set; } = Observation.Delivery;

    /// <summary>See <see cref="Observation.Suppressed"/>.</summary>
    public HashSet<string> Suppressed { get; } = [];

    /// <summary>The nodes whose subscribers must be notified in time.</summary>
    public IReadOnlyList<string> Steady => [.. Nodes.Where(node => !_shaken.Contains(node)).Select(node => node.Name)];

    public ClusterNode AnyNode() => Nodes[random.Next(Nodes.Count)];

    /// <summary>A node that is about to be killed or stopped.</summary>
    public ClusterNode Victim()
    {
        var victim = AnyNode();
        _shaken.Add(victim);
        return victim;
    }

    /// <summary>Where services live: with the nodes, or in a network of their own.</summary>
    public async Task<NodePlace> PlaceAsync() => _place ??= await cluster.AddGuestAsync();

    /// <summary>Instances in this process that live, are registered, and are known everywhere.</summary>
    public async Task<Fleet> LiveAsync(string what, int count, LifeTerms terms)
    {
        var fleet = new Fleet($"{name}-{what}", count, ServiceSize, terms, await PlaceAsync(), Nodes.Select(node => node.Place));
        _fleets.Add(fleet);
        await fleet.LiveAsync();
        await SeenAsync(fleet, Sight.Well);
        return fleet;
    }

    /// <summary>The same in a process of their own.</summary>
    public async Task<HostedFleet> HostAsync(string what, int count, LifeTerms terms)
    {
        var fleet = new HostedFleet(cluster, new HostPlan($"{name}-{what}", count, terms));
        _fleets.Add(fleet);
        await fleet.ReadyAsync();
        await SeenAsync(fleet, Sight.Well);
        return fleet;
    }

    /// <summary>Waits until all nodes that serve have reported this of all instances to their subscribers.</summary>
    public Task SeenAsync(IFleet fleet, Sight sight) => SeenAsync(fleet.Keys, sight);

    public Task SeenAsync(IReadOnlyCollection<string> keys, Sight sight) => Patience.UntilAsync(
        () =>
            Task.FromResult(witnesses.Where(witness => witness.Node.IsServing).All(witness => keys.All(key => witness.See(key) == sight))),
        Patience.Limit, $"{keys.Count} instances are reported {sight} by every node");

    /// <summary>For how many milliseconds since a moment an instance was reported well, at the node where that lasted longest.</summary>
    public double WellSince(string key, double moment) => witnesses.Max(witness => witness.WellSince(key, moment));

    /// <summary>Whether this is what any node last reported of an instance.</summary>
    public bool IsSeen(string key, Sight sight) => witnesses.Any(witness => witness.See(key) == sight);

    /// <summary>
    /// Waits until the steady nodes tell what is true, of deaths, come-backs and, if asked for, removals, or until all of that is due.
    /// </summary>
    public async Task DueAsync(bool withRemovals = false)
    {
        var now = LifeClock.Now;
        var lives = _fleets.SelectMany(fleet => fleet.Lives())
            .Where(life => !Suppressed.Contains(life.Key))
            .Select(life => Truth.Of(life, ObservationUntil(now), withRemovals))
            .ToArray();
        var limit = lives.Select(truth => truth.Due).Append(now).Max() + DeliveredWithin - now;
        Witness[] steady = [.. witnesses.Where(witness => !_shaken.Contains(witness.Node))];
        await Patience.TryUntilAsync(
            () => Task.FromResult(lives.All(truth => steady.All(witness => truth.IsExpected(witness.See(truth.Key))))),
            TimeSpan.FromMilliseconds(limit + 100));
    }

    /// <summary>What every node that serves says of its watch.</summary>
    public async Task<IReadOnlyList<HealthReading>> ReadAsync() =>
        [.. (await Task.WhenAll(cluster.Serving.Select(HealthReading.AskAsync))).OfType<HealthReading>()];

    public Observation ObservationUntil(double now) => new(Steady, now)
    {
        TakenOver = TakenOver,
        DelaysHeartbeats = DelaysHeartbeats,
        Suppressed = Suppressed,
        DeliveredWithin = DeliveredWithin
    };

    public void Expect(bool isMet, string what)
    {
        if (!isMet)
            _problems.Add($"expected: {what}");
    }

    public void Fail(string problem) => _problems.Add(problem);

    public void Note(string note) => _notes.Add(note);
}
