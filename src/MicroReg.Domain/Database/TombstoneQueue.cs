using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>
/// The tombstones by age: which of them leave the comparisons, and which are dropped. They age from the moment at which this node got
/// them, because a stamp may be of a wrong clock. Those that a store held age from their stamp, but not from a time in the future. It
/// belongs to the single writer.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="digests">What nodes compare.</param>
/// <param name="compacted">The origins that every node has had for the retention.</param>
/// <param name="time">The wall clock.</param>
internal sealed class TombstoneQueue(
    FollowedMicroDb<InstanceKey, ServiceRecord> records, BucketDigests digests, CompactedOrigins compacted, TimeProvider time)
{
    private readonly PriorityQueue<(InstanceKey Key, Stamp Stamp), HybridTime> _byReceipt = new();
    private int _count;

    /// <summary>How many tombstones there are. For any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>True while the records of a store are loaded.</summary>
    public bool IsLoading { get; set; }

    /// <summary>Takes note of a write.</summary>
    public void Apply(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        var (was, now) = (before?.Head as Tombstone, after?.Head as Tombstone);
        Volatile.Write(ref _count, _count + (now is null ? 0 : 1) - (was is null ? 0 : 1));
        if (now is not null && was?.Stamp != now.Stamp)
            _byReceipt.Enqueue((key, now.Stamp), ReceiptOf(now));
    }

    /// <summary>Leaves tombstones with a stamp before a time out of comparisons. All nodes must do so by the same stamps.</summary>
    public void LeaveOut(HybridTime before)
    {
        var leaving = _byReceipt.UnorderedItems.Select(item => item.Element)
            .Where(entry => entry.Stamp.Time < before && !(entry.Stamp.Time < digests.From)).Distinct().ToList();
        records.AtOnce(() =>
        {
            digests.LeaveOut(before, leaving.Select(entry => Find(entry.Key, entry.Stamp)).OfType<ServiceRecord>());
            return 0;
        });
    }

    /// <summary>Drops tombstones that this node got before a time, if they are stable.</summary>
    /// <param name="before">The time.</param>
    /// <param name="stable">What every known node has had on disk for the retention.</param>
    /// <param name="changed">Gets the keys that were dropped.</param>
    public void Drop(HybridTime before, VersionVector stable, HashSet<InstanceKey> changed)
    {
        var unstable = new List<(InstanceKey Key, Stamp Stamp, HybridTime Receipt)>();
        while (_byReceipt.TryPeek(out var oldest, out var receipt) && receipt < before)
        {
            _byReceipt.Dequeue();
            if (Find(oldest.Key, oldest.Stamp) is not { } existing)
                continue;
            var position = existing.Head!.Position;
            if (position.Origin != OriginId.Baseline && !stable.Covers(position) && !compacted.Covers(position))
                unstable.Add((oldest.Key, oldest.Stamp, receipt));
            else if (records.TryReplace(oldest.Key, existing, null))
                changed.Add(oldest.Key);
        }

        foreach (var (key, stamp, receipt) in unstable)
            _byReceipt.Enqueue((key, stamp), receipt);
    }

    private HybridTime ReceiptOf(Tombstone tombstone)
    {
        var now = HybridTime.FromWallClock(time.GetUtcNow());
        return IsLoading && tombstone.Stamp.Time < now ? tombstone.Stamp.Time : now;
    }

    private ServiceRecord? Find(InstanceKey key, Stamp stamp) =>
        records.Get(key) is { Head: Tombstone tombstone } record && tombstone.Stamp == stamp ? record : null;
}
