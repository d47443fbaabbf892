using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>One run of changes while many listen.</summary>
internal sealed record SwarmRound
{
    /// <summary>From sending a change to its event at a subscriber, over all subscribers.</summary>
    public required LatencyHistogram Heard { get; init; }

    public required LatencyHistogram Answers { get; init; }

    /// <summary>Changes times subscribers of which neither the event nor a later one of the record came.</summary>
    public required long Lost { get; init; }

    public required long Coalesced { get; init; }

    /// <summary>Shares of one core, in percent.</summary>
    public required double NodeCpu { get; init; }

    public required double ClientCpu { get; init; }

    /// <summary>Received by a subscriber for each change.</summary>
    public required double BytesPerChange { get; init; }

    /// <summary>Events in each page, answer or call that had any.</summary>
    public required double EventsPerPage { get; init; }
}
