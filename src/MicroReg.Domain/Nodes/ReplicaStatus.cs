using System.Collections.Immutable;
using MicroReg.Domain.Kernel;

namespace MicroReg.Domain.Nodes;

/// <summary>The status of one known node, as this node sees it.</summary>
public sealed record PeerStatus
{
    /// <summary>Its lasting id.</summary>
    public required string NodeId { get; init; }

    /// <summary>The name that its operator gave it.</summary>
    public required string Name { get; init; }

    /// <summary>Host and port of its cluster endpoint.</summary>
    public required string Address { get; init; }

    /// <summary>Its state in the cluster.</summary>
    public required NodeState State { get; init; }

    /// <summary>True while it is reachable.</summary>
    public bool IsReachable { get; init; }

    /// <summary>When it was last heard in this run; null if never.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>How many changes of this node it does not have on disk yet.</summary>
    public long ChangesBehind { get; init; }

    /// <summary>The rough size of these changes on the wire, in bytes.</summary>
    public long BytesBehind { get; init; }

    /// <summary>How many changes it has that this node lacks.</summary>
    public long ChangesAhead { get; init; }

    /// <summary>How many buckets differed at the last comparison although both had seen the same changes; should be 0.</summary>
    public int BucketsDiffering { get; init; }

    /// <summary>Since when buckets differ; null while they do not.</summary>
    public DateTimeOffset? DifferingSince { get; init; }

    /// <summary>When records were last compared with it; null if not yet.</summary>
    public DateTimeOffset? LastCompared { get; init; }

    /// <summary>How far its wall clock is ahead of this node's, in milliseconds, give or take the delay of the network.</summary>
    public long ClockAheadMilliseconds { get; init; }

    /// <summary>For how many milliseconds it has been fit to own instances; 0 if it is not, null if it does not tell.</summary>
    internal long? FitFor { get; init; }
}

/// <summary>The status of replication at a moment. Any thread may read it.</summary>
public sealed record ReplicaStatus
{
    /// <summary>The status of a node that replicates to no other.</summary>
    public static ReplicaStatus Alone { get; } = new() { Readiness = Readiness.Ready, Known = KnownNodes.None };

    /// <summary>Whether this node may be asked.</summary>
    public required Readiness Readiness { get; init; }

    /// <summary>The known nodes, this one included.</summary>
    public required KnownNodes Known { get; init; }

    /// <summary>
    /// As of when this node has what the cluster had; null for now. It stands still while the node is apart from a majority.
    /// </summary>
    public DateTimeOffset? CompleteAsOf { get; init; }

    /// <summary>The other known nodes.</summary>
    public ImmutableArray<PeerStatus> Peers { get; init; } = [];

    /// <summary>How many counted nodes this one reaches, itself included: the most that an acknowledgement level can get.</summary>
    public int Reachable { get; init; } = 1;

    /// <summary>
    /// How many counted nodes are reachable and say that they hear this one, itself included; null if it is the same as
    /// <see cref="Reachable"/>.
    /// </summary>
    internal int? HeardBy { get; init; }

    /// <summary>For how many milliseconds this node has been fit to own instances; 0 if it is not, null if nobody says.</summary>
    internal long? FitFor { get; init; }

    /// <summary>Why replication refuses writes (this node's clock is far off), or null.</summary>
    public RegistryFault? WriteFault { get; init; }

    /// <summary>How many writes were answered below the level that was asked for, since the start.</summary>
    public long DegradedWrites { get; init; }

    /// <summary>How many parts comparisons restored since the start; should be 0.</summary>
    public long RestoredParts { get; init; }
}
