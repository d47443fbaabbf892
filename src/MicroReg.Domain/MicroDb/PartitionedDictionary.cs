namespace MicroReg.Domain.MicroDb;

/// <summary>
/// A dictionary that many read while one writes, in many small parts. A table grows by copying all that it holds at once, for which one write
/// waits. A part has a sixty-fourth of that to copy, and hardly two do so together.
/// </summary>
/// <param name="comparer">Which keys are one.</param>
internal sealed class PartitionedDictionary<TKey, TValue>(IEqualityComparer<TKey> comparer)
    where TKey : notnull
    where TValue : class
{
    private const int PartitionBits = 6;

    private readonly SingleWriterTable<TKey, TValue>[] _parts =
        [.. Enumerable.Range(0, 1 << PartitionBits).Select(_ => new SingleWriterTable<TKey, TValue>(comparer))];

    public bool IsEmpty => Array.TrueForAll(_parts, part => part.IsEmpty);

    /// <summary>Every entry that stays during the call; of those that come and go some.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => _parts.SelectMany(part => part.Entries);

    public TValue? Find(TKey key) => PartOf(key, out var hash).Find(key, hash);

    public void Set(TKey key, TValue value) => PartOf(key, out var hash).Set(key, hash, value);

    public void Remove(TKey key) => PartOf(key, out var hash).Remove(key, hash);

    /// <summary>The part of a key, and what is left of its hash there: within a part the bits that chose it are the same.</summary>
    private SingleWriterTable<TKey, TValue> PartOf(TKey key, out int hash)
    {
        var whole = (uint)comparer.GetHashCode(key);
        hash = (int)(whole >> PartitionBits);
        return _parts[whole & ((1 << PartitionBits) - 1)];
    }
}
