using System.Collections.Concurrent;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// A dictionary for many readers and one writer, in many small partitions. A hash table grows by copying all its entries during one write.
/// A partition has a sixty-fourth of them to copy, and two hardly ever grow together.
/// </summary>
/// <param name="comparer">Compares keys.</param>
internal sealed class PartitionedDictionary<TKey, TValue>(IEqualityComparer<TKey> comparer)
    where TKey : notnull
    where TValue : class
{
    private const int Partitions = 64;

    /// <summary>Of a partition. Small, because there are many of them.</summary>
    private const int LeastCapacity = 7;

    private readonly ConcurrentDictionary<TKey, TValue>[] _parts =
        [.. Enumerable.Range(0, Partitions).Select(_ => new ConcurrentDictionary<TKey, TValue>(1, LeastCapacity, comparer))];

    public bool IsEmpty => Array.TrueForAll(_parts, part => part.IsEmpty);

    /// <summary>All entries that exist during the whole call, and some of those that are added or removed meanwhile.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => _parts.SelectMany(part => part);

    public TValue? Find(TKey key) => PartOf(key).GetValueOrDefault(key);

    public void Set(TKey key, TValue value) => PartOf(key)[key] = value;

    public void Remove(TKey key) => PartOf(key).TryRemove(key, out _);

    // The dictionary divides by a prime, so that keys of a partition, which have equal low bits, do not meet in it.
    private ConcurrentDictionary<TKey, TValue> PartOf(TKey key) => _parts[(uint)comparer.GetHashCode(key) % Partitions];
}
