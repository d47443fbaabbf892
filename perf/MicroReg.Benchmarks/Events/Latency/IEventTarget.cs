using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Listening;

namespace MicroReg.Benchmarks.Events.Latency;

/// <summary>A registry, or a peer, whose changes somebody listens to.</summary>
internal interface IEventTarget
{
    string Name { get; }

    /// <summary>Subscribes, makes changes, and waits until every subscriber has heard of all of them.</summary>
    Task<TargetRound> MeasureAsync(ChangePace pace, CancellationToken cancel);
}

/// <summary>One round of a target.</summary>
/// <param name="Listeners">Each subscriber's name and figures.</param>
/// <param name="Latest">By how much the latest change was sent too late.</param>
internal sealed record TargetRound(IReadOnlyList<(string Name, ListenerSample Sample)> Listeners, TimeSpan Latest);
