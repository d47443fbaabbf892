using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

public sealed partial class MicroDb<TKey, TRecord>
{
    // Reused buffers of the single writer, so that a commit allocates nothing for its positions.
    private readonly List<Position> _old = [];
    private readonly List<Position> _new = [];

    // Only for documents without positions of their own: the position of each key in the log, and the removals.
    private readonly Dictionary<TKey, Position> _positions = [];
    private readonly Queue<KeyValuePair<TKey, Position>> _removals = [];

    /// <summary>
    /// The next position of this database's own origin. It counts as seen once a document with it is stored, so a follower that reads in
    /// between does not skip it.
    /// </summary>
    public Position NextPosition()
    {
        lock (_writer)
            return new Position(Origin, Volatile.Read(ref _sequence) + 1);
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
        lock (_writer)
        {
            if (!ReferenceEquals(Get(key), expected))
                return false;
            Replace(key, expected, next);
            return true;
        }
    }

    /// <summary>Advances the vector: everything up to it has been seen, after loading or at the end of a copy.</summary>
    public void AdvanceTo(VersionVector vector)
    {
        lock (_writer)
        {
            _others = _others.Merge(vector);
            Volatile.Write(ref _sequence, Math.Max(_sequence, vector.SequenceOf(Origin)));
        }
    }

    private void Replace(TKey key, TRecord? before, TRecord? after)
    {
        if (after is null)
            _records.Remove(key);
        else
            _records.Set(key, after);
        Volatile.Write(ref _totalCount, _totalCount + (after is null ? 0 : 1) - (before is null ? 0 : 1));
        Volatile.Write(ref _count, _count + (IsVisible(after) ? 1 : 0) - (IsVisible(before) ? 1 : 0));
        if (_schema.AddPositions is { } addPositions)
            Index(addPositions, key, before, after);
        else
            Number(key, isRemoval: after is null);
        Committed?.Invoke(key, before, after);
    }

    private bool IsVisible(TRecord? record) => record is not null && _schema.IsVisible(record);

    private void Index(Action<TRecord, ICollection<Position>> addPositions, TKey key, TRecord? before, TRecord? after)
    {
        _old.Clear();
        _new.Clear();
        if (before is not null)
            addPositions(before, _old);
        if (after is not null)
            addPositions(after, _new);
        foreach (var position in _old)
            if (!_new.Remove(position))
                _log.Remove(position);
        foreach (var position in _new)
            Append(position, key);
        if (after is null)
            foreach (var position in _old.Where(position => position.Origin != OriginId.Baseline))
                _forgotten = _forgotten.Including(position);
    }

    private void Append(Position position, TKey key)
    {
        _log.Add(position, key);
        if (position.Origin == Origin)
            Volatile.Write(ref _sequence, Math.Max(_sequence, position.Sequence));
    }

    private void Number(TKey key, bool isRemoval)
    {
        if (_positions.TryGetValue(key, out var existing))
            _log.Remove(existing);
        var position = NextPosition();
        Append(position, key);
        _positions[key] = position;
        if (isRemoval)
            ForgetOldRemovals(new(key, position));
    }

    /// <summary>
    /// Removed keys stay in the log for followers, but never more of them than there are documents (or 1,024). A cursor from before a
    /// forgotten removal is reset.
    /// </summary>
    private void ForgetOldRemovals(KeyValuePair<TKey, Position> newest)
    {
        _removals.Enqueue(newest);
        while (_removals.Count > Math.Max(1024, _count))
        {
            var (key, position) = _removals.Dequeue();
            if (!_positions.TryGetValue(key, out var existing) || existing != position)
                continue;
            _positions.Remove(key);
            _log.Remove(position);
            _forgotten = _forgotten.Including(position);
        }
    }
}
