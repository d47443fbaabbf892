using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Field.Figures;

/// <summary>Any other figure; its unit goes with <paramref name="What"/>.</summary>
internal sealed record SingleFigure(string Part, FigureKind What, string Contender, int Nodes, int Records, IReadOnlyList<double> Values)
{
    public Spread Spread => Measuring.Spread.Of(Values);
}

/// <summary>Kinds of <see cref="SingleFigure"/>.</summary>
internal enum FigureKind
{
    /// <summary>MiB of all servers together, as the kernel counts them.</summary>
    Resident,

    /// <summary>MiB of managed heap after a full collection, and SQLite's cache.</summary>
    Heap,

    /// <summary>Percent of a core that a server takes while nobody calls.</summary>
    Idle,

    /// <summary>Seconds from the start of an empty server's process until it serves.</summary>
    EmptyStart,

    /// <summary>The same with records on disk.</summary>
    FilledStart,

    /// <summary>Seconds from the start of a new, empty node's process until it serves what two others hold.</summary>
    Join,

    /// <summary>Calls while nodes restarted.</summary>
    RestartCalls,

    /// <summary>Tries of these that a node refused or broke off, and that another node answered.</summary>
    RestartRetries,

    /// <summary>Calls of these that no node answered rightly.</summary>
    RestartErrors,

    /// <summary>Milliseconds of the slowest of these, tries included.</summary>
    RestartSlowest,

    /// <summary>Milliseconds: p99 of these.</summary>
    RestartP99,

    /// <summary>Seconds that restarting all nodes took.</summary>
    RestartSeconds,
}
