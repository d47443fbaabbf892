using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// An index of living changes by position. A change that is superseded leaves the log, so the log never outgrows
/// what it indexes: per origin at most twice the living changes, plus a small constant.
/// <code>
/// origin a1:  [1 orders] [2 –] [3 bills] [4 –] [5 orders′]   "–" = superseded, removed later
/// </code>
/// Not thread-safe: it belongs to the single writer of a database.
/// </summary>
/// <typeparam name="TKey">What a change points to.</typeparam>
internal sealed class ChangeLog<TKey>
    where TKey : notnull
{
    private readonly SortedDictionary<OriginId, OriginLog<TKey>> _origins = [];

    /// <summary>How many living changes the log holds.</summary>
    public int Count => _origins.Values.Sum(log => log.Living);

    /// <summary>How many entries it has in memory, living or not yet removed.</summary>
    public int Entries => _origins.Values.Sum(log => log.Entries);

    /// <summary>Adds a living change.</summary>
    /// <exception cref="ArgumentException">The position is taken.</exception>
    public void Add(Position position, TKey key)
    {
        if (!_origins.TryGetValue(position.Origin, out var log))
            _origins.Add(position.Origin, log = new OriginLog<TKey>());
        log.Add(position.Sequence, key);
    }

    /// <summary>Removes a superseded change. An unknown position is no error.</summary>
    public void Remove(Position position)
    {
        if (!_origins.TryGetValue(position.Origin, out var log))
            return;
        log.Remove(position.Sequence);
        if (log.Living == 0)
            _origins.Remove(position.Origin);
    }

    /// <summary>The living changes that a vector does not cover, in (origin, sequence) order.</summary>
    /// <param name="vector">The vector of the reader.</param>
    /// <param name="withBaseline">
    /// True to include baseline changes. Every vector except the empty one covers them implicitly: see <see cref="OriginId.Baseline"/>.
    /// </param>
    public IEnumerable<KeyValuePair<Position, TKey>> Since(VersionVector vector, bool withBaseline = true)
    {
        foreach (var (origin, log) in _origins)
        {
            if (origin == OriginId.Baseline && !withBaseline)
                continue;
            foreach (var (sequence, key) in log.After(vector.SequenceOf(origin)))
                yield return new(new Position(origin, sequence), key);
        }
    }

    /// <summary>The living changes of one origin beyond a sequence, in order.</summary>
    public IEnumerable<KeyValuePair<long, TKey>> Of(OriginId origin, long after) =>
        _origins.TryGetValue(origin, out var log) ? log.After(after) : [];
}
