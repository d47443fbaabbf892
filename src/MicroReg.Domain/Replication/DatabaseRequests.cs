using System.Collections.Immutable;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>What replication asks of the single writer of the records.</summary>
public abstract record DatabaseRequest;

/// <summary>
/// Merges changes of other nodes, and takes over that they are seen. If the database has not seen everything up to
/// <paramref name="From"/> there is a gap, and nothing is merged.
/// </summary>
/// <param name="Parts">The living changes between the two vectors.</param>
/// <param name="From">What the receiver must have seen.</param>
/// <param name="To">What it has seen then.</param>
/// <param name="Source">The address that they came from.</param>
/// <param name="IsPush">True for a push, whose sender waits for an acknowledgement.</param>
public sealed record MergeParts(ImmutableArray<PartChange> Parts, VersionVector From, VersionVector To, string Source, bool IsPush) : DatabaseRequest;

/// <summary>Puts back parts that a comparison found missing: under new positions of this node, so that others get them, too.</summary>
public sealed record RestoreParts(ImmutableArray<PartChange> Parts, string Source) : DatabaseRequest;

/// <summary>
/// Puts a complete copy in the place of all records. What this node holds beyond the copy's vector is submitted again
/// under new positions; the rest of what is not in the copy was unregistered while this node was away.
/// </summary>
public sealed record ReplaceRecords(ImmutableArray<PartChange> Parts, VersionVector Vector, ClusterFacts Facts) : DatabaseRequest;

/// <summary>Writes down what is known of the cluster.</summary>
public sealed record SaveFacts(ClusterFacts Facts) : DatabaseRequest;

/// <summary>Forgets what everybody has had for long.</summary>
/// <param name="DigestsFrom">Tombstones before this time are left out of comparisons.</param>
/// <param name="DropBefore">Tombstones before this time are dropped, if they are stable.</param>
/// <param name="Stable">What every known node has had on disk for the retention.</param>
/// <param name="Compact">Ended origins that leave the vector, with their last sequences.</param>
/// <param name="Facts">What is known of the cluster then; null if nothing is folded.</param>
public sealed record SweepRecords(
    HybridTime DigestsFrom, HybridTime DropBefore, VersionVector Stable, VersionVector Compact, ClusterFacts? Facts) : DatabaseRequest;

/// <summary>Gives the later of two living instances that carry one id a new one.</summary>
/// <param name="IncludingForeign">False for those whose registration was written by this run alone.</param>
public sealed record RelabelInstances(bool IncludingForeign) : DatabaseRequest;

/// <summary>What became of a request.</summary>
/// <param name="Changed">The keys whose records changed or are gone.</param>
/// <param name="IsGap">True if nothing was merged, because something before it has not been seen.</param>
/// <param name="Restored">How many parts a comparison put back.</param>
public readonly record struct DatabaseResult(ImmutableArray<InstanceKey> Changed, bool IsGap = false, int Restored = 0);
