using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>A message between nodes about the instances that they monitor. None is stored; what is lost is asked for again.</summary>
/// <param name="From">The lasting id of the sender.</param>
internal abstract record HealthMessage(string From);

/// <summary>A heartbeat of an instance.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Age">How long ago it arrived, in milliseconds: nodes do not share a clock.</param>
internal readonly record struct HeartbeatAge(InstanceKey Key, long Age);

/// <summary>Forwards heartbeats that the sender received to the owner of their instances.</summary>
/// <param name="From">The sender.</param>
/// <param name="Heartbeats">Each instance once.</param>
internal sealed record HeartbeatsForwarded(string From, ImmutableArray<HeartbeatAge> Heartbeats) : HealthMessage(From)
{
    /// <summary>True if the sender read them right after a pause: they prolong a life, and revive nobody.</summary>
    public bool IsLate { get; init; }
}

/// <summary>Asks for the last heartbeat of silent instances, before they fail.</summary>
/// <param name="From">The sender.</param>
/// <param name="Question">A number for the answer.</param>
/// <param name="Keys">The instances.</param>
internal sealed record HeartbeatsRequested(string From, long Question, ImmutableArray<InstanceKey> Keys) : HealthMessage(From)
{
    /// <summary>Nodes that the sender does not reach: a receiver that reaches them passes the question on.</summary>
    public ImmutableArray<string> Beyond { get; init; } = [];

    /// <summary>The node that passed the question on, and takes the answer back; null for none.</summary>
    public string? Via { get; init; }
}

/// <summary>Answers <see cref="HeartbeatsRequested"/> with what the sender knows.</summary>
/// <param name="From">The sender.</param>
/// <param name="Question">The number of the question.</param>
/// <param name="Heartbeats">The heartbeats that it knows.</param>
internal sealed record HeartbeatsReported(string From, long Question, ImmutableArray<HeartbeatAge> Heartbeats) : HealthMessage(From)
{
    /// <summary>Nodes that the question was passed on to. They will answer as well.</summary>
    public ImmutableArray<string> PassedOn { get; init; } = [];

    /// <summary>The node that asked, if the receiver is to pass the answer on to it; null if the receiver asked.</summary>
    public string? To { get; init; }
}

/// <summary>Asks for one probe of an instance, before it fails: only the path from the sender may be broken.</summary>
/// <param name="From">The sender.</param>
/// <param name="Question">A number for the answer.</param>
/// <param name="Key">The instance.</param>
internal sealed record ProbeRequested(string From, long Question, InstanceKey Key) : HealthMessage(From);

/// <summary>Answers <see cref="ProbeRequested"/>.</summary>
/// <param name="From">The sender.</param>
/// <param name="Question">The number of the question.</param>
/// <param name="Outcome">The outcome of the probe.</param>
internal sealed record ProbeReported(string From, long Question, ProbeOutcome Outcome) : HealthMessage(From);

/// <summary>An operator ended all self-preservation.</summary>
/// <param name="From">The node that took the operator's call.</param>
internal sealed record SelfPreservationReleased(string From) : HealthMessage(From);
