using System.Collections.Immutable;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// A <see cref="MicroDb{TKey, TRecord}"/> that numbers its changes, so that a follower can ask for <see cref="ChangesSince"/> a cursor and
/// never miss one.
/// </summary>
/// <typeparam name="TKey">The key: a value with structural equality.</typeparam>
/// <typeparam name="TRecord">The document: immutable, replaced whole.</typeparam>
public sealed class FollowedMicroDb<TKey, TRecord> : MicroDb<TKey, TRecord>
    where TKey : notnull
    where TRecord : class
{
    private readonly ChangeIndex<TKey> _index;
    private readonly PartPositions<TKey, TRecord>? _parts;
    private readonly DocumentPositions<TKey> _documents;

    /// <summary>Creates an empty database that numbers whole documents.</summary>
    /// <param name="schema">How documents are written as JSON, and which of them readers see.</param>
    /// <param name="origin">The name of this run in positions; see <see cref="OriginId"/>.</param>
    public FollowedMicroDb(MicroDbSchema<TKey, TRecord> schema, OriginId origin)
        : this(schema, origin, addPositions: null)
    {
    }

    /// <summary>Creates an empty database of documents that are made of parts with positions of their own.</summary>
    /// <param name="schema">How documents are written as JSON, and which of them readers see.</param>
    /// <param name="origin">The name of this run in positions.</param>
    /// <param name="addPositions">Collects the positions within a document; null if the database numbers whole documents.</param>
    internal FollowedMicroDb(
        MicroDbSchema<TKey, TRecord> schema, OriginId origin, Action<TRecord, ICollection<Position>>? addPositions)
        : base(schema)
    {
        _index = new ChangeIndex<TKey>(origin);
        _documents = new DocumentPositions<TKey>(_index);
        if (addPositions is not null)
            _parts = new PartPositions<TKey, TRecord>(_index, addPositions);
    }

    /// <summary>The origin under which this database numbers its own changes.</summary>
    public OriginId Origin => _index.Origin;

    /// <summary>What this database has seen of each origin.</summary>
    public VersionVector Vector => _index.Vector;

    /// <summary>The sequence of the last change of this database's own origin; 0 if there is none.</summary>
    public long Sequence => _index.Sequence;

    /// <summary>How many entries the change log has in memory, living or not yet removed.</summary>
    internal int LogEntries
    {
        get
        {
            lock (Writer)
                return _index.Entries;
        }
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
        lock (Writer)
        {
            var reset = cursor.IsEmpty || !_index.CanContinue(cursor);
            return reset ? ReadPage(VersionVector.Empty, int.MaxValue) with { Reset = true } : ReadPage(cursor, limit);
        }
    }

    /// <summary>
    /// The next position of this database's own origin. It counts as seen once a document with it is stored, so a follower that reads in
    /// between does not skip it.
    /// </summary>
    internal Position NextPosition()
    {
        lock (Writer)
            return _index.Next;
    }

    /// <summary>Advances the vector: everything up to it has been seen, after loading or at the end of a copy.</summary>
    internal void AdvanceTo(VersionVector vector)
    {
        lock (Writer)
            _index.AdvanceTo(vector);
    }

    /// <summary>Replaces the vector, after a copy has replaced all records.</summary>
    internal void ResetVector(VersionVector vector)
    {
        lock (Writer)
            _index.ResetTo(vector);
    }

    /// <summary>Removes a compacted origin from the vector.</summary>
    internal void ForgetOrigin(OriginId origin)
    {
        lock (Writer)
            _index.ForgetOrigin(origin);
    }

    /// <summary>True if a follower may continue from a cursor: no removal beyond it has been forgotten.</summary>
    internal bool CanContinue(VersionVector cursor)
    {
        lock (Writer)
            return _index.CanContinue(cursor);
    }

    /// <summary>
    /// Reads changes in order until the callback has enough. A reader that had what the cursor covers, and applies what it took, has what
    /// the returned cursor covers. The last page covers everything that this database has seen.
    /// </summary>
    /// <param name="cursor">Where to begin; within a complete copy, where the page before ended.</param>
    /// <param name="isCopy">True for a complete copy, which begins with the baseline.</param>
    /// <param name="take">Takes a change, or returns false to leave it for the next page. Called inside the lock of the writer.</param>
    internal (VersionVector Cursor, bool More) Read(VersionVector cursor, bool isCopy, Func<Position, TKey, TRecord, bool> take)
    {
        lock (Writer)
        {
            var (vector, end) = (Vector, cursor);
            foreach (var (position, key) in _index.Since(cursor, isCopy))
            {
                if (!take(position, key, Get(key)!))
                    return (end, true);
                if (position.Origin == OriginId.Baseline || vector.Covers(position))
                    end = end.Including(position);
            }

            return (end.Merge(vector), false);
        }
    }

    /// <summary>Reads the living changes of this database's own origin beyond a sequence, until the callback has enough.</summary>
    /// <returns>The sequence up to which no living change was left out.</returns>
    internal (long UpTo, bool More) ReadOwn(long after, Func<Position, TKey, TRecord, bool> take)
    {
        lock (Writer)
        {
            var end = after;
            foreach (var (sequence, key) in _index.Of(Origin, after))
            {
                if (!take(new Position(Origin, sequence), key, Get(key)!))
                    return (end, true);
                end = sequence;
            }

            return (Sequence, false);
        }
    }

    /// <summary>The keys that have a living change of an origin.</summary>
    internal IReadOnlyList<TKey> KeysOf(OriginId origin)
    {
        lock (Writer)
            return [.. _index.Of(origin, 0).Select(change => change.Value).Distinct()];
    }

    /// <summary>The living changes that a vector does not cover, without the baseline.</summary>
    internal IReadOnlyList<KeyValuePair<Position, TKey>> Beyond(VersionVector vector)
    {
        lock (Writer)
            return [.. _index.Since(vector, withBaseline: false)];
    }

    /// <summary>Reads several things at one moment, with no write in between. The reader must be quick.</summary>
    internal T AtOnce<T>(Func<T> read)
    {
        lock (Writer)
            return read();
    }

    private protected override void OnReplaced(TKey key, TRecord? before, TRecord? after)
    {
        if (_parts is not null)
            _parts.Apply(key, before, after);
        else
            _documents.Apply(key, isRemoval: after is null, GetRecordCount());
    }

    /// <summary>
    /// A change beyond the vector (earlier ones of its origin are still missing) does not move the cursor, which would skip the earlier
    /// ones. It does not count for the limit either, so that every page but the last moves the cursor.
    /// </summary>
    private ChangePage<TKey, TRecord> ReadPage(VersionVector cursor, int limit)
    {
        var changes = ImmutableArray.CreateBuilder<Change<TKey, TRecord>>();
        var (vector, end, counted) = (Vector, cursor, 0);
        foreach (var (position, key) in _index.Since(cursor, withBaseline: cursor.IsEmpty))
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
