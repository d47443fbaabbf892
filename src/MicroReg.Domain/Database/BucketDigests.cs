using System.Collections.Immutable;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>
/// A digest for each bucket of records, updated with every write. A digest is the exclusive or of the hashes of all parts, so neither
/// order nor history matters: nodes with the same parts have the same digests. Old tombstones are left out, because nodes drop them at
/// different times. The keys of each bucket are kept, too, because a scan of all records would block the writer. Not thread-safe: it
/// belongs to the single writer.
/// </summary>
internal sealed class BucketDigests
{
    /// <summary>The number of buckets. At 100,000 records a bucket has about a hundred, and all digests take 8 KiB.</summary>
    public const int Count = 1024;

    private readonly ulong[] _buckets = new ulong[Count];
    private readonly List<InstanceKey>?[] _keys = new List<InstanceKey>?[Count];

    /// <summary>Tombstones before this time are left out.</summary>
    public HybridTime From { get; private set; }

    /// <summary>The current digests.</summary>
    public ImmutableArray<ulong> Current => [.. _buckets];

    /// <summary>True if a part is compared. Every part is, except an old tombstone.</summary>
    public bool Includes(RecordPart part) => !(part is Tombstone tombstone && tombstone.Stamp.Time < From);

    /// <summary>Updates the digests for a write.</summary>
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

    /// <summary>The current keys of a bucket.</summary>
    public InstanceKey[] KeysOf(int bucket) => [.. _keys[bucket] ?? []];

    /// <summary>Which slice of its bucket a key is in, if the bucket is cut into so many.</summary>
    public static int SliceOf(InstanceKey key, int slices) => (int)(KeyHash.Of(key) / Count % (ulong)slices);

    /// <summary>Leaves out tombstones before a time from now on.</summary>
    /// <param name="from">The time; it never moves back.</param>
    /// <param name="leaving">The records whose tombstones are newly before it.</param>
    public void LeaveOut(HybridTime from, IEnumerable<ServiceRecord> leaving)
    {
        foreach (var record in leaving)
        {
            var keyHash = KeyHash.Of(record.Key);
            _buckets[keyHash % Count] ^= Hash(keyHash, record.Head!);
        }

        if (from > From)
            From = from;
    }

    private ulong Digest(ulong keyHash, ServiceRecord? record)
    {
        if (record is null)
            return 0;
        var digest = Digest(keyHash, record.Head) ^ Digest(keyHash, record.Reported) ^ Digest(keyHash, record.Health);
        foreach (var part in record.EarlyParts)
            digest ^= Hash(keyHash, part);
        return digest;
    }

    /// <summary>Of the rank alone: positions differ from node to node.</summary>
    private static ulong Hash(ulong keyHash, RecordPart part)
    {
        var hash = keyHash + (ulong)part.Kind + 1;
        hash = KeyHash.Mix(hash ^ (ulong)part.Generation.Time.Value);
        hash = KeyHash.Mix(hash ^ part.Generation.Origin.Value);
        hash = KeyHash.Mix(hash ^ (ulong)part.Stamp.Time.Value);
        return KeyHash.Mix(hash ^ part.Stamp.Origin.Value);
    }

    private ulong Digest(ulong keyHash, RecordPart? part) =>
        part is not null && Includes(part) ? Hash(keyHash, part) : 0;
}
