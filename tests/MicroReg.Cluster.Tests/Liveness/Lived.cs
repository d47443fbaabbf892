using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Cluster.Tests.Liveness;

/// <summary>A life and what two nodes reported of it, made by hand; in milliseconds.</summary>
internal sealed class Lived(LifeTerms terms)
{
    public const string Key = "orders@127.0.0.1:5001";

    private readonly List<LifeEntry> _entries = [];
    private readonly List<Sighting> _sightings = [];

    public static string[] Nodes { get; } = ["node-1", "node-2"];

    /// <summary>Leased for 2 s: due 3 s after its death.</summary>
    public static Lived Leased(int deregisterAfter = 0) => new(LifeTerms.Leased(2) with { DeregisterAfter = deregisterAfter });

    /// <summary>Checked every second, twice, with a timeout of 1 s: due 5 s after its death.</summary>
    public static Lived Checked() => new(LifeTerms.Checked(interval: 1, failures: 2, timeout: 1));

    public Lived Born(double at) => Add(new LifeEntry(LifeDeed.Born, Key, at));

    public Lived Died(double at) => Add(new LifeEntry(LifeDeed.Died, Key, at));

    public Lived Left(double at) => Add(new LifeEntry(LifeDeed.Left, Key, at));

    /// <summary>A heartbeat that takes 10 ms to be answered.</summary>
    public Lived Heartbeat(params double[] sent) =>
        sent.Aggregate(this, (lived, at) => lived.Add(new LifeEntry(LifeDeed.Heartbeat, Key, at, at + 10)));

    /// <summary>A change that all nodes, or some, report 20 ms after it was decided.</summary>
    public Lived Reported(Sight sight, double decided, params string[] nodes) => Reported(sight, decided, decided + 20, nodes);

    /// <summary>A change that takes longer to be reported.</summary>
    public Lived Reported(Sight sight, double decided, double received, params string[] nodes)
    {
        var version = $"{decided:000000}";
        _sightings.AddRange((nodes.Length == 0 ? Nodes : nodes).Select(node => new Sighting(Key, node, received, decided, version, sight)));
        return this;
    }

    public LivenessFindings Judge(
        double until = 60_000,
        double takenOver = double.NegativeInfinity,
        string[]? steady = null,
        bool delaysHeartbeats = false,
        bool isSuppressed = false) =>
        LivenessChecker.Judge(Life.Of(_entries, terms), _sightings, new Observation(steady ?? Nodes, until)
        {
            TakenOver = takenOver,
            DelaysHeartbeats = delaysHeartbeats,
            Suppressed = isSuppressed ? new HashSet<string> { Key } : [],
        });

    private Lived Add(LifeEntry entry)
    {
        _entries.Add(entry);
        return this;
    }
}
