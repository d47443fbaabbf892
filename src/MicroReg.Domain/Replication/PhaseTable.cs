using System.Collections.Frozen;
using System.Collections.Immutable;
using static MicroReg.Domain.Replication.NodePhase;
using static MicroReg.Domain.Replication.PhaseEvent;

namespace MicroReg.Domain.Replication;

/// <summary>A row of the table: in this phase this event leads to that phase.</summary>
internal readonly record struct PhaseTransition(NodePhase From, PhaseEvent Event, NodePhase To);

/// <summary>
/// All changes of phase that there are. docs/internals/replication.md has the same table; a test compares the two and takes every row.
/// </summary>
internal static class PhaseTable
{
    /// <summary>The rows.</summary>
    public static ImmutableArray<PhaseTransition> Rows { get; } =
    [
        new(Starting, StartedEmpty, Empty),
        new(Starting, StartedWithRecords, Returning),
        new(Starting, StartedTooLate, MustReplace),

        new(Empty, AheadHeard, Joining),
        new(Empty, CaughtUp, Ready),
        new(Empty, NobodyAhead, Ready),
        new(Empty, Left, LeavingUnready),
        new(Empty, OriginalHeard, Duplicate),

        new(Joining, AheadLost, Empty),
        new(Joining, CaughtUp, Ready),
        new(Joining, Left, LeavingUnready),
        new(Joining, OriginalHeard, Duplicate),

        new(Returning, AheadHeard, CatchingUp),
        new(Returning, CaughtUp, Ready),
        new(Returning, NobodyAhead, Ready),
        new(Returning, NobodyHeard, Stale),
        new(Returning, AbsentTooLong, MustReplace),
        new(Returning, Forgotten, MustReplace),
        new(Returning, Left, LeavingUnready),
        new(Returning, OriginalHeard, Duplicate),

        new(CatchingUp, AheadLost, Returning),
        new(CatchingUp, CaughtUp, Ready),
        new(CatchingUp, AbsentTooLong, MustReplace),
        new(CatchingUp, Forgotten, MustReplace),
        new(CatchingUp, Left, LeavingUnready),
        new(CatchingUp, OriginalHeard, Duplicate),

        new(Ready, OthersLost, Stale),
        new(Ready, AbsentTooLong, MustReplace),
        new(Ready, Forgotten, MustReplace),
        new(Ready, Left, Leaving),
        new(Ready, OriginalHeard, Duplicate),

        new(Stale, OthersHeard, Ready),
        new(Stale, AbsentTooLong, MustReplace),
        new(Stale, Forgotten, MustReplace),
        new(Stale, Left, Leaving),
        new(Stale, OriginalHeard, Duplicate),

        new(MustReplace, Replaced, CatchingUp),
        new(MustReplace, TrustedLost, Outdated),
        new(MustReplace, AllWereAway, Returning),
        new(MustReplace, Left, LeavingUnready),
        new(MustReplace, OriginalHeard, Duplicate),

        new(Outdated, Replaced, CatchingUp),
        new(Outdated, TrustedHeard, MustReplace),
        new(Outdated, AllWereAway, Returning),
        new(Outdated, Left, LeavingUnready),
        new(Outdated, OriginalHeard, Duplicate),
    ];

    private static readonly FrozenDictionary<(NodePhase, PhaseEvent), NodePhase> Next =
        Rows.ToFrozenDictionary(row => (row.From, row.Event), row => row.To);

    /// <summary>The phase that an event leads to.</summary>
    /// <exception cref="InvalidOperationException">The table has no such row: a mistake in the code.</exception>
    public static NodePhase After(NodePhase from, PhaseEvent happened) =>
        Next.TryGetValue((from, happened), out var to)
            ? to
            : throw new InvalidOperationException($"The phase {from} knows no {happened}.");
}
