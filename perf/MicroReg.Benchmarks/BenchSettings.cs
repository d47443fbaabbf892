namespace MicroReg.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchSettings
{
    /// <summary>The node's executable, or its dll.</summary>
    public required string NodePath { get; init; }

    /// <summary>Empty directory for data and the list of processes; the caller removes it.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>Record counts, ascending; growth is the last against the first.</summary>
    public required IReadOnlyList<int> Records { get; init; }

    /// <summary>Fewer and shorter rounds.</summary>
    public required bool Quick { get; init; }

    /// <summary>PATH=VALUE settings given to every node.</summary>
    public required IReadOnlyList<string> NodeSettings { get; init; }

    /// <summary>etcd's executable; empty: no comparison.</summary>
    public required string EtcdPath { get; init; }

    /// <summary>The directory of ZooKeeper's jars and those that they need; empty: no comparison.</summary>
    public string ZooKeeperPath { get; init; } = "";

    /// <summary>Measures how changes reach subscribers.</summary>
    public bool Events { get; init; }

    /// <summary>Measures what it costs to know that instances are alive.</summary>
    public bool Health { get; init; }

    /// <summary>Measures what services cost a node, each of which has an actor.</summary>
    public bool Services { get; init; }

    /// <summary>Measures a cluster of three nodes instead of one node.</summary>
    public required bool Cluster { get; init; }

    /// <summary>Tells where the time of a node goes.</summary>
    public bool Profile { get; init; }

    /// <summary>Another build of the node that is profiled, too; null: none.</summary>
    public string? AgainstPath { get; init; }

    /// <summary>perf's executable.</summary>
    public string PerfPath { get; init; } = "perf";

    /// <summary>Variables that every node gets beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string> NodeEnvironment { get; init; } = new Dictionary<string, string>();

    /// <summary>Compares with the field, and publishes what is measured.</summary>
    public bool Field { get; init; }

    /// <summary>The part of that comparison to measure; null: all.</summary>
    public string? Only { get; init; }

    /// <summary>Rounds of that comparison; null: as many as fit.</summary>
    public int? Rounds { get; init; }

    /// <summary>Where the comparison, or the profile, is published.</summary>
    public string OutputDirectory { get; init; } = "";

    /// <summary>Directory of rosmaster and its packages, or empty.</summary>
    public string RosMasterPath { get; init; } = "";

    public required string Commit { get; init; }

    public required string CommandLine { get; init; }

    public int Connections { get; init; } = 64;

    // The floor's cost swings with how its threads happen to be scheduled, so many short rounds tell more than few long ones.
    public int LookupRounds => Quick ? 4 : 11;

    public int RegisterRounds => Quick ? 3 : 7;

    public int StartRuns => Quick ? 1 : 3;

    public int WarmUpCalls => Quick ? 20_000 : 60_000;

    /// <summary>Each is taken back, which makes twice as many calls.</summary>
    public int RegisterWarmUpCalls => Quick ? 10_000 : 20_000;

    public TimeSpan LookupRound => TimeSpan.FromSeconds(Quick ? 1 : 2);

    /// <summary>For the floor of register, which would be through with a round of registrations before it has settled.</summary>
    public TimeSpan FloorRound { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A put that waits for the disks of several servers may be slow; its rounds end by time.</summary>
    public TimeSpan EtcdRound => TimeSpan.FromSeconds(Quick ? 2 : 3);

    /// <summary>Ten a second.</summary>
    public int VisibilityProbes => Quick ? 100 : 300;

    public int IdleWindows => Quick ? 1 : 3;

    public TimeSpan IdleWindow { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After a start the runtime still compiles and gives memory back; an idle node does not.</summary>
    public TimeSpan IdleSettling => TimeSpan.FromSeconds(Quick ? 10 : 60);

    /// <summary>Sizes of the cluster at which the cost of a write is measured.</summary>
    public IReadOnlyList<int> NodeCounts => Quick ? [1, 3, 5] : [1, 2, 3, 4, 5];

    public int EventRounds => Quick ? 2 : 5;

    /// <summary>In a round at so many a second; over all rounds at least 1,000, and 60 at one a second (a quick run: fewer).</summary>
    public int EventChanges(double perSecond) => perSecond switch
    {
        <= 1 => Quick ? 10 : 20,
        <= 100 => Quick ? 300 : 500,
        _ => Quick ? 1_000 : 1_500,
    };

    /// <summary>Changes at one a second, to which all listen at once.</summary>
    public int SlowRounds => Quick ? 1 : 3;

    /// <summary>Streams, or long polls, on one node at a time; there are a fifth as many callbacks.</summary>
    public int Streams { get; init; } = 1_000;

    public int Callbacks => Streams / 5;

    /// <summary>Instances that are there when many listen.</summary>
    public int SwarmRecords { get; init; } = 10_000;

    public TimeSpan SwarmTime => TimeSpan.FromSeconds(Quick ? 5 : 20);

    public int SwarmRounds => Quick ? 1 : 3;

    /// <summary>Instances whose memory is measured, in a tenth as many services and in as many.</summary>
    public int InstancesOfServices => Quick ? 20_000 : 100_000;

    /// <summary>Instances with a lease, on one node.</summary>
    public int LeasedInstances { get; init; } = 50_000;

    /// <summary>Instances with a tcp check, on one node.</summary>
    public int CheckedInstances { get; init; } = 10_000;

    public int HealthRounds => Quick ? 2 : 5;

    /// <summary>
    /// A multiple of the interval of beats and probes; with the warm-up a round longer than a lease, so that who has missed his beats is
    /// expired.
    /// </summary>
    public TimeSpan HealthRound => TimeSpan.FromSeconds(Quick ? 10 : 20);

    public TimeSpan HealthWarmUp => TimeSpan.FromSeconds(Quick ? 10 : 20);

    public int RegisterRoundCalls => Quick ? 5_000 : 10_000;

    /// <summary>Calls that concern a stored record and leave nothing behind.</summary>
    public int StoredRoundCalls => Quick ? 10_000 : 30_000;

    /// <summary>No phase outlasts this, however slow the server is.</summary>
    public TimeSpan PhaseLimit => TimeSpan.FromSeconds(Quick ? 20 : 60);

    public TimeSpan PreloadLimit { get; init; } = TimeSpan.FromSeconds(180);
}
