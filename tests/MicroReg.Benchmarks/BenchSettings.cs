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

    /// <summary>Measures a cluster of three nodes instead of one node.</summary>
    public required bool Cluster { get; init; }

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

    public int RegisterRoundCalls => Quick ? 5_000 : 10_000;

    /// <summary>No phase outlasts this, however slow the server is.</summary>
    public TimeSpan PhaseLimit => TimeSpan.FromSeconds(Quick ? 20 : 60);

    public TimeSpan PreloadLimit { get; init; } = TimeSpan.FromSeconds(180);
}
