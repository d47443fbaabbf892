using System.Collections.Immutable;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>A request of replication to the single writer of the records.</summary>
internal abstract record DatabaseRequest;

/// <summary>
/// Merges changes of other nodes, and advances the vector. If the database has not seen everything up to <paramref name="From"/> there
/// is a gap, and nothing is merged.
/// </summary>
/// <param name="Parts">The living changes between the two vectors.</param>
/// <param name="From">What the receiver must have seen before.</param>
/// <param name="To">What it has seen afterwards.</param>
/// <param name="Source">The address of the sender.</param>
/// <param name="IsPush">True for a push, whose sender waits for an acknowledgement.</param>
internal sealed record MergeParts(ImmutableArray<PartChange> Parts, VersionVector From, VersionVector To, string Source, bool IsPush)
    : DatabaseRequest
{
    /// <summary>
    /// Superseded changes may have been left out. With this vector everything has been seen that superseded them. Empty if none was.
    /// </summary>
    public VersionVector Owed { get; init; } = VersionVector.Empty;
}

/// <summary>
/// Restores parts that a comparison found missing. They get new positions of this node, so that other nodes receive them, too.
/// </summary>
internal sealed record RestoreParts(ImmutableArray<PartChange> Parts, string Source) : DatabaseRequest;

/// <summary>
/// Replaces all records by a complete copy. What this node has beyond the vector of the copy is submitted again under new positions.
/// Everything else that is not in the copy was unregistered while this node was away.
/// </summary>
internal sealed record ReplaceRecords(ImmutableArray<PartChange> Parts, VersionVector Vector, ClusterFacts Facts) : DatabaseRequest;

/// <summary>Stores what this node knows about the cluster.</summary>
internal sealed record SaveFacts(ClusterFacts Facts) : DatabaseRequest;

/// <summary>Drops tombstones, and compacts origins, that every node has had for the retention.</summary>
/// <param name="DigestsFrom">Tombstones before this time are left out of comparisons.</param>
/// <param name="DropBefore">Tombstones before this time are dropped, if they are stable.</param>
/// <param name="Stable">What every known node has had on disk for the retention.</param>
/// <param name="Compact">Ended origins that leave the vector, with their last sequences.</param>
/// <param name="Facts">The facts to store then; null if no origin is compacted.</param>
internal sealed record SweepRecords(
    HybridTime DigestsFrom, HybridTime DropBefore, VersionVector Stable, VersionVector Compact, ClusterFacts? Facts) : DatabaseRequest;

/// <summary>Gives a new id to the later of two living instances with the same id.</summary>
/// <param name="IncludingForeign">False to relabel only instances that this run registered.</param>
internal sealed record RelabelInstances(bool IncludingForeign) : DatabaseRequest;

/// <summary>The result of a request.</summary>
/// <param name="Changed">The keys whose records changed or were dropped.</param>
/// <param name="IsGap">True if nothing was done: earlier changes are missing, or too many commits wait for the disk.</param>
/// <param name="Restored">How many parts were restored.</param>
internal readonly record struct DatabaseResult(ImmutableArray<InstanceKey> Changed, bool IsGap = false, int Restored = 0);
