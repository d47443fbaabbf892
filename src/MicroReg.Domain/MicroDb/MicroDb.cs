using System.Text.Json;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// A small embeddable in-memory database of JSON documents. Reads never wait and see every write that returned;
/// writes come from any thread and are taken one at a time. It numbers its changes, so that a follower can ask
/// for <see cref="ChangesSince"/> a cursor and never miss one.
/// </summary>
/// <typeparam name="TKey">The key: a value with structural equality.</typeparam>
/// <typeparam name="TRecord">The document: immutable, replaced whole.</typeparam>
/// <param name="schema">How documents are written as JSON, and what the database needs to know about them.</param>
/// <param name="origin">The name of this run in positions; see <see cref="OriginId"/>.</param>
public sealed partial class MicroDb<TKey, TRecord>(MicroDbSchema<TKey, TRecord> schema, OriginId origin)
    where TKey : notnull
    where TRecord : class
{
    private readonly MicroDbSchema<TKey, TRecord> _schema = schema;
    private readonly PartitionedDictionary<TKey, TRecord> _records = new(EqualityComparer<TKey>.Default);
    private readonly ChangeLog<TKey> _log = new();
    private readonly Lock _writer = new();
    private volatile VersionVector _others = VersionVector.Empty;
    private VersionVector _forgotten = VersionVector.Empty;
    private long _sequence;
    private int _count;
    private int _totalCount;

    /// <summary>The origin under which this database numbers its own changes.</summary>
    public OriginId Origin { get; } = origin;

    /// <summary>What this database has seen of each origin.</summary>
    public VersionVector Vector =>
        Volatile.Read(ref _sequence) is > 0 and var sequence ? _others.Including(new Position(Origin, sequence)) : _others;

    /// <summary>Called inside every write, before it returns, with the key and its documents before and after.</summary>
    public event Action<TKey, TRecord?, TRecord?>? Committed;

    /// <summary>Stores a document under a key, and replaces an existing one.</summary>
    public void Insert(TKey key, TRecord record)
    {
        lock (_writer)
            Replace(key, Get(key), record);
    }

    /// <summary>Stores a document that is given as JSON.</summary>
    /// <exception cref="JsonException">The text is not a document of this database; nothing is stored.</exception>
    public void InsertJson(TKey key, string json) =>
        Insert(key, JsonSerializer.Deserialize(json, _schema.Json) ?? throw new JsonException("A document cannot be null."));

    /// <summary>Replaces the document of a key.</summary>
    /// <returns>False, and nothing is stored, if the key has no document.</returns>
    public bool Update(TKey key, TRecord record) => Update(key, _ => record);

    /// <summary>Replaces the document of a key by the result of a function, with no other write in between.</summary>
    /// <returns>False, and nothing is stored, if the key has no document.</returns>
    public bool Update(TKey key, Func<TRecord, TRecord> change)
    {
        lock (_writer)
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
        lock (_writer)
        {
            if (Get(key) is not { } existing)
                return false;
            Replace(key, existing, null);
            return true;
        }
    }
}
