using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

public sealed partial class MicroDb<TKey, TRecord>
{
    /// <summary>The sequence of the last change of this database's own origin; 0 if there is none.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>How many entries the change log has in memory, living or not yet removed.</summary>
    internal int LogEntries
    {
        get
        {
            lock (_writer)
                return _log.Entries;
        }
    }

    /// <summary>
    /// Reads changes in order until the callback has enough. A reader that had what the cursor covers, and applies what it took, has what
    /// the returned cursor covers. The last page covers everything that this database has seen.
    /// </summary>
    /// <param name="cursor">Where to begin; within a complete copy, where the page before ended.</param>
    /// <param name="isCopy">True for a complete copy, which begins with the baseline.</param>
    /// <param name="take">Takes a change, or returns false to leave it for the next page. Called inside the lock of the writer.</param>
    public (VersionVector Cursor, bool More) Read(VersionVector cursor, bool isCopy, Func<Position, TKey, TRecord, bool> take)
    {
        lock (_writer)
        {
            var (vector, end) = (Vector, cursor);
            foreach (var (position, key) in _log.Since(cursor, isCopy))
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
    public (long UpTo, bool More) ReadOwn(long after, Func<Position, TKey, TRecord, bool> take)
    {
        lock (_writer)
        {
            var end = after;
            foreach (var (sequence, key) in _log.Of(Origin, after))
            {
                if (!take(new Position(Origin, sequence), key, Get(key)!))
                    return (end, true);
                end = sequence;
            }

            return (_sequence, false);
        }
    }

    /// <summary>True if a follower may continue from a cursor: no removal beyond it has been forgotten.</summary>
    public bool CanContinue(VersionVector cursor)
    {
        lock (_writer)
            return cursor.Covers(_forgotten);
    }

    /// <summary>The keys that have a living change of an origin.</summary>
    public IReadOnlyList<TKey> KeysOf(OriginId origin)
    {
        lock (_writer)
            return [.. _log.Of(origin, 0).Select(change => change.Value).Distinct()];
    }

    /// <summary>The living changes that a vector does not cover, without the baseline.</summary>
    public IReadOnlyList<KeyValuePair<Position, TKey>> Beyond(VersionVector vector)
    {
        lock (_writer)
            return [.. _log.Since(vector, withBaseline: false)];
    }

    /// <summary>Removes a compacted origin from the vector.</summary>
    public void ForgetOrigin(OriginId origin)
    {
        lock (_writer)
        {
            _others = _others.Without(origin);
            _forgotten = _forgotten.Without(origin);
        }
    }

    /// <summary>Replaces the vector, after a copy has replaced all records.</summary>
    public void ResetVector(VersionVector vector)
    {
        lock (_writer)
            _others = vector;
    }

    /// <summary>Reads several things at one moment, with no write in between. The reader must be quick.</summary>
    public T AtOnce<T>(Func<T> read)
    {
        lock (_writer)
            return read();
    }
}
