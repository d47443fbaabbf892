using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

public sealed partial class MicroDb<TKey, TRecord>
{
    /// <summary>The document of a key, or null.</summary>
    public TRecord? Get(TKey key) => _records.Find(key);

    /// <summary>The document of a key.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TRecord record) => (record = Get(key)) is not null;

    /// <summary>The document of a key as JSON, or null.</summary>
    public string? GetJson(TKey key) => Get(key) is { } record ? JsonSerializer.Serialize(record, _schema.Json) : null;

    /// <summary>How many documents the database holds.</summary>
    public int GetRecordCount() => Volatile.Read(ref _count);

    /// <summary>How many documents there are, including those that readers do not see.</summary>
    public int TotalCount => Volatile.Read(ref _totalCount);

    /// <summary>All documents, each as of some moment during the traversal, in no particular order.</summary>
    public IEnumerable<TRecord> Records => _records.Entries.Select(entry => entry.Value).Where(_schema.IsVisible);

    /// <summary>True if there is no document at all, not even one that readers do not see.</summary>
    public bool IsEmpty => _records.IsEmpty;

    /// <summary>All documents, including those that readers do not see.</summary>
    public IEnumerable<TRecord> All => _records.Entries.Select(entry => entry.Value);

    /// <summary>All documents as one JSON object: the key as text → the document.</summary>
    public string GetRecordsJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (key, record) in _records.Entries)
            {
                if (!_schema.IsVisible(record))
                    continue;
                writer.WritePropertyName(key.ToString()!);
                JsonSerializer.Serialize(writer, record, _schema.Json);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>
    /// The changes that a cursor does not cover yet. An empty cursor gives everything. A follower that applies pages until
    /// <see cref="ChangePage{TKey, TRecord}.More"/> is false has the content of the database.
    /// </summary>
    /// <param name="cursor">The cursor of the page before; <see cref="VersionVector.Empty"/> at first.</param>
    /// <param name="limit">
    /// The greatest number of changes in a page, at least 1, not counting those that arrived out of order. A page that resets a follower is
    /// always complete: a part of it would look like a cursor that is too old.
    /// </param>
    public ChangePage<TKey, TRecord> ChangesSince(VersionVector cursor, int limit = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        lock (_writer)
        {
            var reset = cursor.IsEmpty || !cursor.Covers(_forgotten);
            return reset ? ReadPage(VersionVector.Empty, int.MaxValue) with { Reset = true } : ReadPage(cursor, limit);
        }
    }

    /// <summary>
    /// A change beyond the vector (earlier ones of its origin are still missing) does not move the cursor, which would skip the earlier
    /// ones. It does not count for the limit either, so that every page but the last moves the cursor.
    /// </summary>
    private ChangePage<TKey, TRecord> ReadPage(VersionVector cursor, int limit)
    {
        var changes = ImmutableArray.CreateBuilder<Change<TKey, TRecord>>();
        var (vector, end, counted) = (Vector, cursor, 0);
        foreach (var (position, key) in _log.Since(cursor, withBaseline: cursor.IsEmpty))
        {
            if (counted == limit)
                return new(changes.DrainToImmutable(), end, More: true, Reset: false);
            changes.Add(new(position, key, Get(key)));
            if (!vector.Covers(position))
                continue;
            end = end.Including(position);
            counted++;
        }

        return new(changes.DrainToImmutable(), cursor.Merge(vector), More: false, Reset: false);
    }
}
