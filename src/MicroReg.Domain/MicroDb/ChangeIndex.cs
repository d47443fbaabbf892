using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// What a database has seen and which changes are living: its vector, its change log, and the removals that it has forgotten. It belongs
/// to the single writer; <see cref="Vector"/> and <see cref="Sequence"/> are read from any thread.
/// </summary>
/// <typeparam name="TKey">What a change points to.</typeparam>
/// <param name="origin">The origin of the database's own changes.</param>
internal sealed class ChangeIndex<TKey>(OriginId origin)
    where TKey : notnull
{
    private readonly ChangeLog<TKey> _log = new();
    private volatile VersionVector _others = VersionVector.Empty;
    private VersionVector _forgotten = VersionVector.Empty;
    private long _sequence;

    public OriginId Origin => origin;

    /// <summary>The sequence of the last change of the own origin; 0 if there is none.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>The position of the next change of the own origin.</summary>
    public Position Next => new(origin, Sequence + 1);

    /// <summary>What has been seen of each origin.</summary>
    public VersionVector Vector =>
        Sequence is > 0 and var sequence ? _others.Including(new Position(origin, sequence)) : _others;

    /// <summary>How many entries the log has in memory, living or not yet removed.</summary>
    public int Entries => _log.Entries;

    /// <summary>Adds a living change. One of the own origin counts as seen.</summary>
    public void Add(Position position, TKey key)
    {
        _log.Add(position, key);
        if (position.Origin == origin)
            Volatile.Write(ref _sequence, Math.Max(_sequence, position.Sequence));
    }

    /// <summary>Removes a superseded change.</summary>
    public void Remove(Position position) => _log.Remove(position);

    /// <summary>Takes note that a removal is no longer in the log: a cursor before it cannot be continued.</summary>
    public void Forget(Position position) => _forgotten = _forgotten.Including(position);

    /// <summary>True if no removal beyond a cursor has been forgotten.</summary>
    public bool CanContinue(VersionVector cursor) => cursor.Covers(_forgotten);

    /// <summary>Advances the vector.</summary>
    public void AdvanceTo(VersionVector vector)
    {
        _others = _others.Merge(vector);
        Volatile.Write(ref _sequence, Math.Max(_sequence, vector.SequenceOf(origin)));
    }

    /// <summary>Replaces the vector, except for the own origin.</summary>
    public void ResetTo(VersionVector vector) => _others = vector;

    /// <summary>Removes an origin from the vector.</summary>
    public void ForgetOrigin(OriginId ended)
    {
        _others = _others.Without(ended);
        _forgotten = _forgotten.Without(ended);
    }

    /// <inheritdoc cref="ChangeLog{TKey}.Since" />
    public IEnumerable<KeyValuePair<Position, TKey>> Since(VersionVector vector, bool withBaseline) => _log.Since(vector, withBaseline);

    /// <inheritdoc cref="ChangeLog{TKey}.Of" />
    public IEnumerable<KeyValuePair<long, TKey>> Of(OriginId one, long after) => _log.Of(one, after);
}
