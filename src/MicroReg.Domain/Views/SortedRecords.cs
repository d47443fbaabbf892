using System.Collections;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Views;

/// <summary>
/// The living records of a service by endpoint. Immutable: a change copies one chunk and the list of chunks, so it costs little for ten
/// instances and for fifty thousand. An instance takes one reference instead of a tree node. Long-lived objects burden the garbage
/// collector, so this is a struct, and a single chunk (most services have one) needs no list. The default is empty.
/// <code>
/// [a:1 a:2 b:1 … ] [f:7 f:8 … ] [m:1 … ]    each chunk sorted, at most 64 records, none empty
/// </code>
/// </summary>
internal readonly struct SortedRecords : IReadOnlyCollection<ServiceRecord>
{
    private const int ChunkSize = 64;

    /// <summary>Null if it is empty, the only chunk, or a list of them.</summary>
    private readonly Array? _content;

    private SortedRecords(ServiceRecord[] onlyChunk, int count) => (_content, Count) = (onlyChunk, count);

    private SortedRecords(ServiceRecord[][] chunks, int count) => (_content, Count) = (chunks, count);

    public int Count { get; }

    public ServiceRecord? Find(Endpoint endpoint)
    {
        if (Count == 0)
            return null;
        var chunk = Chunk(ChunkOf(endpoint));
        return Search(chunk, endpoint) is >= 0 and var index ? chunk[index] : null;
    }

    /// <summary>These records with this one added, or in place of the one at its endpoint.</summary>
    public SortedRecords With(ServiceRecord record)
    {
        if (Count == 0)
            return new([record], 1);
        var at = ChunkOf(record.Key.Endpoint);
        var chunk = Chunk(at);
        var index = Search(chunk, record.Key.Endpoint);
        if (index >= 0)
            return Replace(at, Count, [.. chunk[..index], record, .. chunk[(index + 1)..]]);
        ServiceRecord[] grown = [.. chunk[..~index], record, .. chunk[~index..]];
        return grown.Length <= ChunkSize
            ? Replace(at, Count + 1, grown)
            : Replace(at, Count + 1, grown[..(ChunkSize / 2)], grown[(ChunkSize / 2)..]);
    }

    /// <summary>These records without the one at this endpoint.</summary>
    public SortedRecords Without(Endpoint endpoint)
    {
        if (Find(endpoint) is null)
            return this;
        if (Count == 1)
            return default;
        var at = ChunkOf(endpoint);
        var chunk = Chunk(at);
        var index = Search(chunk, endpoint);
        return chunk.Length == 1 ? Replace(at, Count - 1) : Replace(at, Count - 1, [.. chunk[..index], .. chunk[(index + 1)..]]);
    }

    public IEnumerator<ServiceRecord> GetEnumerator()
    {
        for (var at = 0; at < Chunks; at++)
            foreach (var record in Chunk(at))
                yield return record;
    }

    /// <summary>The records behind an endpoint, which need not be one of theirs, in order.</summary>
    public IEnumerable<ServiceRecord> After(Endpoint endpoint)
    {
        var first = ChunkOf(endpoint);
        for (var at = first; at < Chunks; at++)
        {
            var chunk = Chunk(at);
            var found = at == first ? Search(chunk, endpoint) : ~0;
            for (var index = found >= 0 ? found + 1 : ~found; index < chunk.Length; index++)
                yield return chunk[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Chunks => _content is ServiceRecord[][] chunks ? chunks.Length : Count == 0 ? 0 : 1;

    private ServiceRecord[] Chunk(int at) => _content is ServiceRecord[][] chunks ? chunks[at] : (ServiceRecord[])_content!;

    private SortedRecords Replace(int at, int count, params ReadOnlySpan<ServiceRecord[]> by)
    {
        if (_content is ServiceRecord[][] chunks)
            return new([.. chunks[..at], .. by, .. chunks[(at + 1)..]], count);
        return by.Length == 1 ? new(by[0], count) : new(by.ToArray(), count);
    }

    /// <summary>The last chunk that does not begin after the endpoint; the first if all do.</summary>
    private int ChunkOf(Endpoint endpoint)
    {
        var (low, high) = (0, Chunks - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Chunk(middle)[0].Key.Endpoint.CompareTo(endpoint) <= 0)
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
