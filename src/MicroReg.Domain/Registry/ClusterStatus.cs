using System.Collections.Immutable;
using MicroReg.Domain.Health;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Subscriptions;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Registry;

/// <summary>A member of the cluster, as one node sees it.</summary>
/// <param name="Address">Host and port of its cluster endpoint.</param>
/// <param name="State">Its membership state: Joining, WeaklyUp, Up, Leaving, Exiting, Down or Removed.</param>
/// <param name="IsReachable">False while the failure detector of any member gets no answer from it.</param>
/// <param name="IsSelf">True for the node that answers.</param>
public sealed record ClusterMember(string Address, string State, bool IsReachable, bool IsSelf);

/// <summary>What a node knows about itself and the cluster.</summary>
public sealed record ClusterStatus
{
    /// <summary>The name of this node.</summary>
    public required string NodeName { get; init; }

    /// <summary>The lasting id of this node, kept in its data directory.</summary>
    public required string NodeId { get; init; }

    /// <summary>This run of the node.</summary>
    public required OriginId Origin { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Host and port of this node's cluster endpoint; empty if it has none.</summary>
    public required string Address { get; init; }

    /// <summary>Whether this node is ready to be asked.</summary>
    public required Readiness Readiness { get; init; }

    /// <summary>False while writes are refused, with the reason in <see cref="WriteFault"/>.</summary>
    public bool AcceptsWrites => WriteFault is null;

    /// <summary>Why writes are refused now, or null. The node's own reason comes before that of <see cref="Replica"/>.</summary>
    public RegistryFault? WriteFault
    {
        get => field ?? Replica.WriteFault;
        init;
    }

    /// <summary>The members, this node included.</summary>
    public ImmutableArray<ClusterMember> Members { get; init; } = [];

    /// <summary>The state of replication between this node and the other known nodes.</summary>
    public ReplicaStatus Replica { get; init; } = ReplicaStatus.Alone;

    /// <summary>How many services have an actor. All registered services have one, except for a while after the node has started.</summary>
    public int ServiceActors { get; init; }

    /// <summary>How many unregistered instances and ended subscriptions are remembered, so that they do not come back.</summary>
    public int Tombstones { get; init; }

    /// <summary>The subscriptions, and the outcome of this node's calls to subscribers.</summary>
    public SubscriptionStatus Subscriptions { get; init; } = SubscriptionStatus.None;

    /// <summary>The instances that this node monitors, and self-preservation.</summary>
    public HealthStatus Health { get; init; } = HealthStatus.None;

    /// <summary>For each origin, the sequence up to which this node has seen its changes.</summary>
    public required VersionVector Vector { get; init; }
}
