using System.Collections.Immutable;

namespace MicroReg.Domain.Formation;

/// <summary>Another node, as it was last heard.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Members">The members of its cluster as it sees them, itself included; empty while it is in none.</param>
internal sealed record HeardNode(string Address, ImmutableArray<string> Members)
{
    /// <summary>True if it is in a cluster.</summary>
    public bool IsInCluster => Members.Contains(Address);

    /// <summary>How long without interruption it has been in another cluster than this node; null if it is not.</summary>
    public TimeSpan? ApartFor { get; init; }
}

/// <summary>A join that has not succeeded yet.</summary>
/// <param name="Address">The node that was asked.</param>
/// <param name="Age">How long ago.</param>
internal sealed record JoinAttempt(string Address, TimeSpan Age);

/// <summary>Everything that a node knows when it decides which cluster to join.</summary>
internal sealed record FormationView
{
    /// <summary>The address of this node.</summary>
    public required string Self { get; init; }

    /// <summary>The configured seeds, in their order; this node may be among them.</summary>
    public ImmutableArray<string> Seeds { get; init; } = [];

    /// <summary>The members of this node's cluster, itself included; empty while it is in none.</summary>
    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>The other nodes that are heard.</summary>
    public ImmutableArray<HeardNode> Heard { get; init; } = [];

    /// <summary>How long this node has been looking for others.</summary>
    public TimeSpan SinceStart { get; init; }

    /// <summary>The latest join attempt; null if there was none.</summary>
    public JoinAttempt? Attempt { get; init; }

    /// <summary>True if this node has met others, in this run or before it.</summary>
    public bool KnowsOthers { get; init; }

    /// <summary>True if this node has records.</summary>
    public bool HasData { get; init; }

    /// <summary>True if this node is in a cluster.</summary>
    public bool IsInCluster => Members.Contains(Self);
}

/// <summary>What a node does about its cluster.</summary>
internal abstract record FormationDecision
{
    private FormationDecision()
    {
    }

    /// <summary>Does nothing for now.</summary>
    public sealed record Wait : FormationDecision;

    /// <summary>Joins the cluster of a node.</summary>
    /// <param name="Address">The node.</param>
    public sealed record Join(string Address) : FormationDecision;

    /// <summary>Forms a new cluster.</summary>
    public sealed record FormAlone : FormationDecision;

    /// <summary>Leaves the cluster by starting a new actor system, which then joins the other cluster.</summary>
    /// <param name="Address">A node of the other cluster.</param>
    public sealed record RestartAndJoin(string Address) : FormationDecision;
}
