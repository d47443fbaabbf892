using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// A small embeddable in-memory database of JSON documents. Reads never wait and see every write that returned; writes come from any
/// thread and are taken one at a time. A <see cref="FollowedMicroDb{TKey, TRecord}"/> also numbers its changes.
/// </summary>
/// <typeparam name="TKey">The key: a value with structural equality.</typeparam>
/// <typeparam name="TRecord">The document: immutable, replaced whole.</typeparam>
/// <param name="schema">How documents are written as JSON, and which of them readers see.</param>
public class MicroDb<TKey, TRecord>(MicroDbSchema<TKey, TRecord> schema)
    where TKey : notnull
    where TRecord : class
{
    private readonly PartitionedDictionary<TKey, TRecord> _records = new(EqualityComparer<TKey>.Default);
    private int _count;
    private int _totalCount;

    /// <summary>Called inside every write, before it returns, with the key and its documents before and after.</summary>
    public event Action<TKey, TRecord?, TRecord?>? Committed;

    /// <summary>How many documents the database holds.</summary>
    public int GetRecordCount() => Volatile.Read(ref _count);

    /// <summary>How many documents there are, including those that readers do not see.</summary>
    public int TotalCount => Volatile.Read(ref _totalCount);

    /// <summary>True if there is no document at all, not even one that readers do not see.</summary>
    public bool IsEmpty => _records.IsEmpty;

    /// <summary>All documents, each as of some moment during the traversal, in no particular order.</summary>
    public IEnumerable<TRecord> Records => All.Where(schema.IsVisible);

    /// <summary>All documents, including those that readers do not see.</summary>
    public IEnumerable<TRecord> All => _records.Entries.Select(entry => entry.Value);

    /// <summary>The writer's lock.</summary>
    private protected Lock Writer { get; } = new();

    /// <summary>The document of a key, or null.</summary>
    public TRecord? Get(TKey key) => _records.Find(key);

    /// <summary>The document of a key.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TRecord record) => (record = Get(key)) is not null;

    /// <summary>The document of a key as JSON, or null.</summary>
    public string? GetJson(TKey key) => Get(key) is { } record ? JsonSerializer.Serialize(record, schema.Json) : null;

    /// <summary>All documents as one JSON object: the key as text → the document.</summary>
    public string GetRecordsJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (key, record) in _records.Entries)
            {
                if (!schema.IsVisible(record))
                    continue;
                writer.WritePropertyName(key.ToString()!);
                JsonSerializer.Serialize(writer, record, schema.Json);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Stores a document under a key, and replaces an existing one.</summary>
    public void Insert(TKey key, TRecord record)
    {
        lock (Writer)
            Replace(key, Get(key), record);
    }

    /// <summary>Stores a document that is given as JSON.</summary>
    /// <exception cref="JsonException">The text is not a document of this database; nothing is stored.</exception>
    public void InsertJson(TKey key, string json) =>
        Insert(key, JsonSerializer.Deserialize(json, schema.Json) ?? throw new JsonException("A document cannot be null."));

    /// <summary>Replaces the document of a key.</summary>
    /// <returns>False, and nothing is stored, if the key has no document.</returns>
    public bool Update(TKey key, TRecord record) => Update(key, _ => record);

    /// <summary>Replaces the document of a key by the result of a function, with no other write in between.</summary>
    /// <returns>False, and nothing is stored, if the key has no document.</returns>
    public bool Update(TKey key, Func<TRecord, TRecord> change)
    {
        lock (Writer)
        {
            if (Get(key) is not { } existing)
                return false;
            Replace(key, existing, change(existing));
            return true;
        }
    }

    /// <summary>Removes the document of a key.</summary>
    /// <returns>False if the key has no document.</returns>
    public bool Remove(TKey key)
    {
        lock (Writer)
        {
            if (Get(key) is not { } existing)
                return false;
            Replace(key, existing, null);
            return true;
        }
    }

    /// <summary>
    /// Replaces a document, but only if the key still has the expected one. For writers that decide outside the lock and must not overwrite
    /// what they did not see.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">The expected document (compared by reference); null for "none".</param>
    /// <param name="next">The new document; null removes the key.</param>
    /// <returns>False, and nothing is stored, if the key has another document by now.</returns>
    public bool TryReplace(TKey key, TRecord? expected, TRecord? next)
    {
        lock (Writer)
        {
            if (!ReferenceEquals(Get(key), expected))
                return false;
            Replace(key, expected, next);
            return true;
        }
    }

    /// <summary>Takes note of a write, inside the lock and before <see cref="Committed"/>.</summary>
    private protected virtual void OnReplaced(TKey key, TRecord? before, TRecord? after)
    {
    }

    private void Replace(TKey key, TRecord? before, TRecord? after)
    {
        if (after is null)
            _records.Remove(key);
        else
            _records.Set(key, after);
        Volatile.Write(ref _totalCount, _totalCount + (after is null ? 0 : 1) - (before is null ? 0 : 1));
        Volatile.Write(ref _count, _count + (IsVisible(after) ? 1 : 0) - (IsVisible(before) ? 1 : 0));
        OnReplaced(key, before, after);
        Committed?.Invoke(key, before, after);
    }

    private bool IsVisible(TRecord? record) => record is not null && schema.IsVisible(record);
}
