using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// Numbers whole documents, for databases whose documents carry no positions: the position of each key in the log, and the removals. It
/// belongs to the single writer.
/// </summary>
/// <param name="index">The index.</param>
internal sealed class DocumentPositions<TKey>(ChangeIndex<TKey> index)
    where TKey : notnull
{
    private const int LeastRemovals = 1024;

    private readonly Dictionary<TKey, Position> _positions = [];
    private readonly Queue<KeyValuePair<TKey, Position>> _removals = [];

    /// <summary>Numbers a write.</summary>
    /// <param name="key">What was written.</param>
    /// <param name="isRemoval">True if the document was removed.</param>
    /// <param name="documents">How many documents there are now.</param>
    public void Apply(TKey key, bool isRemoval, int documents)
    {
        if (_positions.TryGetValue(key, out var existing))
            index.Remove(existing);
        var position = index.Next;
        index.Add(position, key);
        _positions[key] = position;
        if (isRemoval)
            ForgetOldRemovals(new(key, position), documents);
    }

    /// <summary>
    /// Removed keys stay in the log for followers, but never more of them than there are documents (or 1,024). A cursor from before a
    /// forgotten removal is reset.
    /// </summary>
    private void ForgetOldRemovals(KeyValuePair<TKey, Position> newest, int documents)
    {
        _removals.Enqueue(newest);
        while (_removals.Count > Math.Max(LeastRemovals, documents))
        {
            var (key, position) = _removals.Dequeue();
            if (!_positions.TryGetValue(key, out var existing) || existing != position)
                continue;
            _positions.Remove(key);
            index.Remove(position);
            index.Forget(position);
        }
    }
}
