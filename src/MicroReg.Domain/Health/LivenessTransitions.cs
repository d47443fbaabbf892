using System.Collections.Immutable;
using static MicroReg.Domain.Health.LivenessEvent;
using static MicroReg.Domain.Health.LivenessState;

namespace MicroReg.Domain.Health;

/// <summary>A change of the state of an instance.</summary>
/// <param name="From">The state before.</param>
/// <param name="Event">What happened.</param>
/// <param name="To">The state after.</param>
internal readonly record struct LivenessTransition(LivenessState From, LivenessEvent Event, LivenessState To);

/// <summary>
/// All changes of the state of an instance. There are no others. docs/internals/liveness.md has the same table; a test compares the two,
/// and another takes every row.
/// </summary>
internal static class LivenessTransitions
{
    /// <summary>The rows, by state.</summary>
    public static ImmutableArray<LivenessTransition> All { get; } =
    [
        new(Unknown, Registered, Unknown),
        new(Unknown, RecordShowsPassing, InheritedPassing),
        new(Unknown, RecordShowsFailing, InheritedFailing),
        new(Unknown, SeemsAlive, Passing),
        new(Unknown, SeemsDead, Suspected),
        new(Unknown, StillFlapping, Suppressed),

        new(InheritedPassing, Registered, Unknown),
        new(InheritedPassing, RecordShowsUnknown, Unknown),
        new(InheritedPassing, RecordShowsFailing, InheritedFailing),
        new(InheritedPassing, SeemsAlive, Passing),
        new(InheritedPassing, SeemsDead, Suspected),

        new(InheritedFailing, Registered, Unknown),
        new(InheritedFailing, RecordShowsUnknown, Unknown),
        new(InheritedFailing, RecordShowsPassing, InheritedPassing),
        new(InheritedFailing, SeemsAlive, Passing),

        new(Passing, Registered, Unknown),
        new(Passing, SeemsDead, Suspected),
        new(Passing, GivenTime, Unknown),

        new(Suspected, Registered, Unknown),
        new(Suspected, SeemsAlive, Passing),
        new(Suspected, GivenTime, Unknown),
        new(Suspected, NobodyContradicts, FoundDead),

        new(FoundDead, Registered, Unknown),
        new(FoundDead, SeemsAlive, Passing),
        new(FoundDead, GivenTime, Unknown),
        new(FoundDead, TooManyAtOnce, Preserved),
        new(FoundDead, CannotTell, CutOff),
        new(FoundDead, Decided, Failing),
        new(FoundDead, DecidedFlapping, Suppressed),

        new(Preserved, Registered, Unknown),
        new(Preserved, SeemsAlive, Passing),
        new(Preserved, GivenTime, Unknown),
        new(Preserved, Decided, Failing),
        new(Preserved, DecidedFlapping, Suppressed),

        new(CutOff, Registered, Unknown),
        new(CutOff, SeemsAlive, Passing),
        new(CutOff, GivenTime, Unknown),
        new(CutOff, Decided, Failing),
        new(CutOff, DecidedFlapping, Suppressed),

        new(Failing, Registered, Unknown),
        new(Failing, SeemsAlive, Passing),
        new(Failing, GivenTime, Unknown),

        new(Suppressed, Registered, Suppressed),
        new(Suppressed, WellForLong, Passing),
    ];

    private static readonly int Events = Enum.GetValues<LivenessEvent>().Length;
    private static readonly LivenessState?[] Next = Index();

    /// <summary>The state after an event.</summary>
    /// <exception cref="InvalidOperationException">The table has no such row.</exception>
    public static LivenessState After(LivenessState from, LivenessEvent what) =>
        Next[((int)from * Events) + (int)what] ?? throw new InvalidOperationException($"{what} must not happen in state {from}.");

    private static LivenessState?[] Index()
    {
        var next = new LivenessState?[Enum.GetValues<LivenessState>().Length * Events];
        foreach (var (from, what, to) in All)
            next[((int)from * Events) + (int)what] = to;
        return next;
    }
}
