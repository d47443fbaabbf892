using System.Collections.Immutable;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// A digest for each bucket of records, kept in step with every write: the exclusive or of the hashes of all parts, so
/// that order and history don't matter and two holders of the same parts have the same digests. Old tombstones are left
/// out, because nodes drop them at different moments. It knows the keys of each bucket, too: to look for them among all records would
/// stop the node for as long as a look at all takes. Not thread-safe: it belongs to the single writer.
/// </summary>
public sealed class BucketDigests
{
    /// <summary>How many buckets there are: at 100,000 records a bucket has a hundred, and all digests take 8 KiB.</summary>
    public const int Count = 1024;

    private readonly ulong[] _buckets = new ulong[Count];
    private readonly List<InstanceKey>?[] _keys = new List<InstanceKey>?[Count];
    private HybridTime _from;

    /// <summary>The digests of this moment.</summary>
    public ImmutableArray<ulong> Current => [.. _buckets];

    /// <summary>True if a part is compared: every part but an old tombstone.</summary>
    public bool Includes(RecordPart part) => !(part is Tombstone tombstone && tombstone.Stamp.Time < _from);

    /// <summary>Takes over a write.</summary>
    public void Apply(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        var keyHash = KeyHash.Of(key);
        var bucket = keyHash % Count;
        _buckets[bucket] ^= Digest(keyHash, before) ^ Digest(keyHash, after);
        if (before is null && after is not null)
            (_keys[bucket] ??= []).Add(key);
        else if (before is not null && after is null)
            _keys[bucket]?.Remove(key);
    }

    /// <summary>The keys of the records of a bucket, as of this moment.</summary>
    public InstanceKey[] KeysOf(int bucket) => [.. _keys[bucket] ?? []];

    /// <summary>Leaves out tombstones before a time from now on.</summary>
    /// <param name="from">The time; it never moves back.</param>
    /// <param name="leaving">The records whose tombstones are before it now, but were not yet.</param>
    public void LeaveOut(HybridTime from, IEnumerable<ServiceRecord> leaving)
    {
        foreach (var record in leaving)
        {
            var keyHash = KeyHash.Of(record.Key);
            _buckets[keyHash % Count] ^= PartOutlines.Hash(keyHash, record.Head!);
        }

        if (from > _from)
            _from = from;
    }

    private ulong Digest(ulong keyHash, ServiceRecord? record)
    {
        if (record is null)
            return 0;
        var digest = Digest(keyHash, record.Head) ^ Digest(keyHash, record.Reported) ^ Digest(keyHash, record.Health);
        foreach (var part in record.EarlyParts)
            digest ^= PartOutlines.Hash(keyHash, part);
        return digest;
    }

    private ulong Digest(ulong keyHash, RecordPart? part) =>
        part is not null && Includes(part) ? PartOutlines.Hash(keyHash, part) : 0;
}
