using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>
/// The tombstones in the order of their stamps: which of them leave the comparisons, and which are dropped. Merged tombstones arrive out of
/// order. It belongs to the single writer.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="digests">What nodes compare.</param>
/// <param name="compacted">The origins that every node has had for the retention.</param>
internal sealed class TombstoneQueue(
    FollowedMicroDb<InstanceKey, ServiceRecord> records, BucketDigests digests, CompactedOrigins compacted)
{
    private readonly PriorityQueue<(InstanceKey Key, Stamp Stamp), Stamp> _all = new();
    private readonly PriorityQueue<(InstanceKey Key, Stamp Stamp), Stamp> _compared = new();

    /// <summary>Takes note of a write.</summary>
    public void Apply(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        if (after?.Head is not Tombstone tombstone || (before?.Head as Tombstone)?.Stamp == tombstone.Stamp)
            return;
        _all.Enqueue((key, tombstone.Stamp), tombstone.Stamp);
        if (digests.Includes(tombstone))
            _compared.Enqueue((key, tombstone.Stamp), tombstone.Stamp);
    }

    /// <summary>Leaves tombstones before a time out of comparisons.</summary>
    public void LeaveOut(HybridTime before) => records.AtOnce(() =>
    {
        var leaving = new HashSet<ServiceRecord>(ReferenceEqualityComparer.Instance);
        while (_compared.TryPeek(out var oldest, out _) && oldest.Stamp.Time < before)
        {
            var (key, stamp) = _compared.Dequeue();
            if (Find(key, stamp) is { } record)
                leaving.Add(record);
        }

        digests.LeaveOut(before, leaving);
        return 0;
    });

    /// <summary>Drops tombstones before a time, if they are stable.</summary>
    /// <param name="before">The time.</param>
    /// <param name="stable">What every known node has had on disk for the retention.</param>
    /// <param name="changed">Gets the keys that were dropped.</param>
    public void Drop(HybridTime before, VersionVector stable, HashSet<InstanceKey> changed)
    {
        var unstable = new List<(InstanceKey Key, Stamp Stamp)>();
        while (_all.TryPeek(out var oldest, out _) && oldest.Stamp.Time < before)
        {
            _all.Dequeue();
            if (Find(oldest.Key, oldest.Stamp) is not { } existing)
                continue;
            var position = existing.Head!.Position;
            if (position.Origin != OriginId.Baseline && !stable.Covers(position) && !compacted.Covers(position))
                unstable.Add(oldest);
            else if (records.TryReplace(oldest.Key, existing, null))
                changed.Add(oldest.Key);
        }

        foreach (var entry in unstable)
            _all.Enqueue(entry, entry.Stamp);
    }

    private ServiceRecord? Find(InstanceKey key, Stamp stamp) =>
        records.Get(key) is { Head: Tombstone tombstone } record && tombstone.Stamp == stamp ? record : null;
}
