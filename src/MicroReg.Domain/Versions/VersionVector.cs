using System.Collections.Immutable;

namespace MicroReg.Domain.Versions;

/// <summary>
/// Origin → sequence up to which everything has been seen. It is the cursor of every feed: a replica, a gateway
/// and a follower of an embedded database all ask for "the changes since this vector". Immutable.
/// </summary>
public sealed class VersionVector : IEquatable<VersionVector>
{
    private readonly ImmutableSortedDictionary<OriginId, long> _seen;

    private VersionVector(ImmutableSortedDictionary<OriginId, long> seen) => _seen = seen;

    /// <summary>The vector of a holder that has seen nothing.</summary>
    public static VersionVector Empty { get; } = new(ImmutableSortedDictionary<OriginId, long>.Empty);

    /// <summary>The origins of which something has been seen, in order.</summary>
    public IEnumerable<KeyValuePair<OriginId, long>> Entries => _seen;

    /// <summary>True if nothing has been seen.</summary>
    public bool IsEmpty => _seen.IsEmpty;

    /// <summary>The sequence up to which everything of this origin has been seen; 0 if nothing.</summary>
    public long SequenceOf(OriginId origin) => _seen.GetValueOrDefault(origin);

    /// <summary>True if the change at this position has been seen, or something that replaced it.</summary>
    public bool Covers(Position position) => position.Sequence <= SequenceOf(position.Origin);

    /// <summary>True if everything that the other vector has seen has been seen here, too.</summary>
    public bool Covers(VersionVector other) => other._seen.All(entry => entry.Value <= SequenceOf(entry.Key));

    /// <summary>This vector, moved forward to a position. A vector never moves back.</summary>
    public VersionVector Including(Position position) =>
        Covers(position) ? this : new VersionVector(_seen.SetItem(position.Origin, position.Sequence));

    /// <summary>The least vector that covers both: a commutative, associative and idempotent merge.</summary>
    public VersionVector Merge(VersionVector other)
    {
        var merged = _seen.ToBuilder();
        foreach (var (origin, sequence) in other._seen)
            if (sequence > SequenceOf(origin))
                merged[origin] = sequence;
        return new VersionVector(merged.ToImmutable());
    }

    /// <summary>The greatest vector that both cover: what holders of both certainly have in common.</summary>
    public VersionVector Meet(VersionVector other)
    {
        var common = ImmutableSortedDictionary.CreateBuilder<OriginId, long>();
        foreach (var (origin, sequence) in _seen)
            if (Math.Min(sequence, other.SequenceOf(origin)) is > 0 and var least)
                common[origin] = least;
        return new VersionVector(common.ToImmutable());
    }

    /// <summary>This vector without an origin.</summary>
    public VersionVector Without(OriginId origin) => new(_seen.Remove(origin));

    /// <summary>The vector of one origin alone.</summary>
    public static VersionVector Of(OriginId origin, long sequence) => Empty.Including(new Position(origin, sequence));

    /// <summary>How many changes this vector covers that the other does not.</summary>
    public long CountBeyond(VersionVector other) =>
        _seen.Sum(entry => Math.Max(0, entry.Value - other.SequenceOf(entry.Key)));

    /// <summary>The positions, joined by commas in the order of their origins; "" for the empty vector.</summary>
    public override string ToString() =>
        string.Join(',', _seen.Select(entry => new Position(entry.Key, entry.Value).ToString()));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VersionVector vector)
    {
        vector = Empty;
        if (text.IsEmpty)
            return true;
        var seen = ImmutableSortedDictionary.CreateBuilder<OriginId, long>();
        foreach (var range in text.Split(','))
        {
            if (!Position.TryParse(text[range], out var position) || position.Sequence == 0 || !seen.TryAdd(position.Origin, position.Sequence))
                return false;
        }

        vector = new VersionVector(seen.ToImmutable());
        return true;
    }

    /// <inheritdoc />
    public bool Equals(VersionVector? other) => other is not null && _seen.SequenceEqual(other._seen);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as VersionVector);

    /// <inheritdoc />
    public override int GetHashCode() =>
        _seen.Aggregate(0, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));
}
