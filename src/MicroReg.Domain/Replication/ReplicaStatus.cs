using System.Collections.Immutable;
using MicroReg.Domain.Registry;

namespace MicroReg.Domain.Replication;

/// <summary>How one known node stands to this one, as this one sees it.</summary>
public sealed record PeerStatus
{
    /// <summary>Its lasting id.</summary>
    public required string NodeId { get; init; }

    /// <summary>The name that its operator gave it.</summary>
    public required string Name { get; init; }

    /// <summary>Host and port of its cluster endpoint.</summary>
    public required string Address { get; init; }

    /// <summary>How it stands to the cluster.</summary>
    public required NodeState State { get; init; }

    /// <summary>True while it is heard.</summary>
    public bool IsReachable { get; init; }

    /// <summary>When it was last heard in this run; null if never.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>Changes of this node that it does not have on disk yet.</summary>
    public long ChangesBehind { get; init; }

    /// <summary>About how many bytes these are on the wire.</summary>
    public long BytesBehind { get; init; }

    /// <summary>Changes that it has and this node has not.</summary>
    public long ChangesAhead { get; init; }

    /// <summary>Buckets of records that differed at the last comparison although both had seen the same changes; should be 0.</summary>
    public int BucketsDiffering { get; init; }

    /// <summary>Since when buckets differ; null while they do not.</summary>
    public DateTimeOffset? DifferingSince { get; init; }

    /// <summary>When records were last compared with it; null if not yet.</summary>
    public DateTimeOffset? LastCompared { get; init; }

    /// <summary>How far its wall clock is ahead of this node's, in milliseconds, as far as the way there lets it be known.</summary>
    public long ClockAheadMilliseconds { get; init; }
}

/// <summary>What replication knows at a moment; published for any thread to read.</summary>
public sealed record ReplicaStatus
{
    /// <summary>A node that replicates to nobody.</summary>
    public static ReplicaStatus Alone { get; } = new() { Readiness = Readiness.Ready, Known = KnownNodes.None };

    /// <summary>Whether this node may be asked.</summary>
    public required Readiness Readiness { get; init; }

    /// <summary>The known nodes, this one included.</summary>
    public required KnownNodes Known { get; init; }

    /// <summary>The other known nodes.</summary>
    public ImmutableArray<PeerStatus> Peers { get; init; } = [];

    /// <summary>How many counted nodes this one reaches, itself included: what an acknowledgement level can hope for.</summary>
    public int Reachable { get; init; } = 1;

    /// <summary>Why this node refuses writes (its clock is far off), or null.</summary>
    public RegistryFault? WriteFault { get; init; }

    /// <summary>Writes that were answered below the level that was asked for, since the start.</summary>
    public long DegradedWrites { get; init; }

    /// <summary>Parts that a comparison restored since the start; should be 0.</summary>
    public long RestoredParts { get; init; }
}
