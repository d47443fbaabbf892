using System.Collections;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Registry;

/// <summary>
/// The living records of a service by endpoint. Immutable: a change copies one chunk and the list of chunks, so it
/// costs little for ten instances and for fifty thousand, and an instance takes one reference instead of a tree node.
/// <code>
/// [a:1 a:2 b:1 … ] [f:7 f:8 … ] [m:1 … ]    each chunk sorted, at most 64 records, none empty
/// </code>
/// </summary>
internal sealed class SortedRecords : IReadOnlyCollection<ServiceRecord>
{
    private const int ChunkSize = 64;

    private readonly ServiceRecord[][] _chunks;

    private SortedRecords(ServiceRecord[][] chunks, int count) => (_chunks, Count) = (chunks, count);

    public static SortedRecords Empty { get; } = new([], 0);

    public int Count { get; }

    public ServiceRecord? Find(Endpoint endpoint)
    {
        if (Count == 0)
            return null;
        var chunk = _chunks[ChunkOf(endpoint)];
        return Search(chunk, endpoint) is >= 0 and var index ? chunk[index] : null;
    }

    /// <summary>These records with this one in the place of the one at its endpoint, or added.</summary>
    public SortedRecords With(ServiceRecord record)
    {
        if (Count == 0)
            return new([[record]], 1);
        var at = ChunkOf(record.Key.Endpoint);
        var index = Search(_chunks[at], record.Key.Endpoint);
        if (index >= 0)
            return new([.. _chunks[..at], [.. _chunks[at][..index], record, .. _chunks[at][(index + 1)..]], .. _chunks[(at + 1)..]], Count);
        ServiceRecord[] grown = [.. _chunks[at][..~index], record, .. _chunks[at][~index..]];
        return new(
            grown.Length <= ChunkSize
                ? [.. _chunks[..at], grown, .. _chunks[(at + 1)..]]
                : [.. _chunks[..at], grown[..(ChunkSize / 2)], grown[(ChunkSize / 2)..], .. _chunks[(at + 1)..]],
            Count + 1);
    }

    /// <summary>These records without the one at this endpoint.</summary>
    public SortedRecords Without(Endpoint endpoint)
    {
        if (Find(endpoint) is null)
            return this;
        var at = ChunkOf(endpoint);
        var index = Search(_chunks[at], endpoint);
        ServiceRecord[] shrunk = [.. _chunks[at][..index], .. _chunks[at][(index + 1)..]];
        return new(shrunk.Length == 0 ? [.. _chunks[..at], .. _chunks[(at + 1)..]] : [.. _chunks[..at], shrunk, .. _chunks[(at + 1)..]], Count - 1);
    }

    public IEnumerator<ServiceRecord> GetEnumerator()
    {
        foreach (var chunk in _chunks)
            foreach (var record in chunk)
                yield return record;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The last chunk that does not begin behind the endpoint; the first if all do.</summary>
    private int ChunkOf(Endpoint endpoint)
    {
        var (low, high) = (0, _chunks.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_chunks[middle][0].Key.Endpoint.CompareTo(endpoint) <= 0)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static int Search(ServiceRecord[] chunk, Endpoint endpoint)
    {
        var (low, high) = (0, chunk.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = chunk[middle].Key.Endpoint.CompareTo(endpoint);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
