using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// Keeps an index in step with documents that carry positions of their own. It belongs to the single writer, and reuses its buffers, so a
/// write allocates nothing for its positions.
/// </summary>
/// <param name="index">The index.</param>
/// <param name="addPositions">Collects the positions within a document.</param>
internal sealed class PartPositions<TKey, TRecord>(ChangeIndex<TKey> index, Action<TRecord, ICollection<Position>> addPositions)
    where TKey : notnull
    where TRecord : class
{
    private readonly List<Position> _old = [];
    private readonly List<Position> _new = [];

    public void Apply(TKey key, TRecord? before, TRecord? after)
    {
        _old.Clear();
        _new.Clear();
        if (before is not null)
            addPositions(before, _old);
        if (after is not null)
            addPositions(after, _new);
        foreach (var position in _old)
            if (!_new.Remove(position))
                index.Remove(position);
        foreach (var position in _new)
            index.Add(position, key);
        if (after is null)
            foreach (var position in _old.Where(position => position.Origin != OriginId.Baseline))
                index.Forget(position);
    }
}
