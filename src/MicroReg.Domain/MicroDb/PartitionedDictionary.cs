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
    private const int PartitionBits = 6;

    private readonly SingleWriterTable<TKey, TValue>[] _parts =
        [.. Enumerable.Range(0, 1 << PartitionBits).Select(_ => new SingleWriterTable<TKey, TValue>(comparer))];

    public bool IsEmpty => Array.TrueForAll(_parts, part => part.IsEmpty);

    /// <summary>All entries that exist during the whole call, and some of those that are added or removed meanwhile.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => _parts.SelectMany(part => part.Entries);

    public TValue? Find(TKey key) => PartOf(key, out var hash).Find(key, hash);

    public void Set(TKey key, TValue value) => PartOf(key, out var hash).Set(key, hash, value);

    public void Remove(TKey key) => PartOf(key, out var hash).Remove(key, hash);

    /// <summary>The partition of a key, and the rest of its hash: the bits that choose the partition are equal within it.</summary>
    private SingleWriterTable<TKey, TValue> PartOf(TKey key, out int hash)
    {
        var whole = (uint)comparer.GetHashCode(key);
        hash = (int)(whole >> PartitionBits);
        return _parts[whole & ((1 << PartitionBits) - 1)];
    }
}
