using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>What the nodes tell each other of the instances that they watch. Nothing of it is ever stored; what is lost is asked again.</summary>
/// <param name="From">The lasting id of the sender.</param>
public abstract record HealthMessage(string From);

/// <summary>A sign of life of an instance.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Age">How long ago it came, in milliseconds: nodes do not share a clock.</param>
public readonly record struct HeartbeatAge(InstanceKey Key, long Age);

/// <summary>Signs of life that the sender took, for the owner of their instances.</summary>
/// <param name="From">The sender.</param>
/// <param name="Heartbeats">Each instance once.</param>
public sealed record HeartbeatsForwarded(string From, ImmutableArray<HeartbeatAge> Heartbeats) : HealthMessage(From);

/// <summary>Asks for the last sign of life of instances that are silent, before they are called dead.</summary>
/// <param name="From">The sender.</param>
/// <param name="Question">A number for the answer.</param>
/// <param name="Keys">The instances.</param>
public sealed record HeartbeatsRequested(string From, long Question, ImmutableArray<InstanceKey> Keys) : HealthMessage(From)
{
    /// <summary>Nodes that the asker does not reach: whoever reaches them passes the question on.</summary>
    public ImmutableArray<string> Beyond { get; init; } = [];

    /// <summary>The node that passed it on, through which the answer goes back; null for none.</summary>
    public string? Via { get; init; }
}

/// <summary>Answers <see cref="HeartbeatsRequested"/> with what the sender knows.</summary>
/// <param name="From">The sender.</param>
/// <param name="Question">The number of the question.</param>
/// <param name="Heartbeats">Those of which it knows one.</param>
public sealed record HeartbeatsReported(string From, long Question, ImmutableArray<HeartbeatAge> Heartbeats) : HealthMessage(From)
{
    /// <summary>Nodes that the question was passed on to: they will answer as well.</summary>
    public ImmutableArray<string> PassedOn { get; init; } = [];

    /// <summary>The asker, to whom the receiver passes it on; null if that is the receiver itself.</summary>
    public string? To { get; init; }
}

/// <summary>Asks to probe an instance once, before it is called dead: it may be the way from here that is broken.</summary>
/// <param name="From">The sender.</param>
/// <param name="Question">A number for the answer.</param>
/// <param name="Key">The instance.</param>
public sealed record ProbeRequested(string From, long Question, InstanceKey Key) : HealthMessage(From);

/// <summary>Answers <see cref="ProbeRequested"/>.</summary>
/// <param name="From">The sender.</param>
/// <param name="Question">The number of the question.</param>
/// <param name="Outcome">What was found.</param>
public sealed record ProbeReported(string From, long Question, ProbeOutcome Outcome) : HealthMessage(From);

/// <summary>An operator had everything that is held let go.</summary>
/// <param name="From">The node that was told.</param>
public sealed record SelfPreservationReleased(string From) : HealthMessage(From);
