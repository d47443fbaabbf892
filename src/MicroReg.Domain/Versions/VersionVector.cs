using System.Collections.Immutable;

namespace MicroReg.Domain.Versions;

/// <summary>
/// Origin → sequence up to which everything has been seen. It is the cursor of every feed: a replica, a gateway
/// and a follower of an embedded database all ask for "the changes since this vector". Immutable. A sorted array, because
/// a cluster has few origins, and every commit makes a vector.
/// </summary>
public sealed class VersionVector : IEquatable<VersionVector>
{
    private readonly KeyValuePair<OriginId, long>[] _seen;

    private VersionVector(KeyValuePair<OriginId, long>[] seen) => _seen = seen;

    /// <summary>The vector that covers nothing.</summary>
    public static VersionVector Empty { get; } = new([]);

    /// <summary>The origins of which something has been seen, in order.</summary>
    public IReadOnlyList<KeyValuePair<OriginId, long>> Entries => _seen;

    /// <summary>True if nothing has been seen.</summary>
    public bool IsEmpty => _seen.Length == 0;

    /// <summary>The sequence up to which everything of this origin has been seen; 0 if nothing.</summary>
    public long SequenceOf(OriginId origin) => IndexOf(origin) is >= 0 and var at ? _seen[at].Value : 0;

    /// <summary>True if the change at this position has been seen, or something that replaced it.</summary>
    public bool Covers(Position position) => position.Sequence <= SequenceOf(position.Origin);

    /// <summary>True if everything that the other vector has seen has been seen here, too.</summary>
    public bool Covers(VersionVector other)
    {
        foreach (var (origin, sequence) in other._seen)
            if (sequence > SequenceOf(origin))
                return false;
        return true;
    }

    /// <summary>This vector, moved forward to a position. A vector never moves back.</summary>
    public VersionVector Including(Position position)
    {
        var at = IndexOf(position.Origin);
        if (position.Sequence <= (at >= 0 ? _seen[at].Value : 0))
            return this;
        var entry = KeyValuePair.Create(position.Origin, position.Sequence);
        if (at < 0)
            return new VersionVector([.. _seen.AsSpan(0, ~at), entry, .. _seen.AsSpan(~at)]);
        var seen = (KeyValuePair<OriginId, long>[])_seen.Clone();
        seen[at] = entry;
        return new VersionVector(seen);
    }

    /// <summary>The least vector that covers both: a commutative, associative and idempotent merge.</summary>
    public VersionVector Merge(VersionVector other)
    {
        if (ReferenceEquals(this, other) || Covers(other))
            return this;
        var merged = new List<KeyValuePair<OriginId, long>>(_seen.Length + other._seen.Length);
        var (mine, theirs) = (0, 0);
        while (mine < _seen.Length || theirs < other._seen.Length)
        {
            var order = mine == _seen.Length ? 1 : theirs == other._seen.Length ? -1 : _seen[mine].Key.CompareTo(other._seen[theirs].Key);
            merged.Add(order < 0 || (order == 0 && _seen[mine].Value >= other._seen[theirs].Value) ? _seen[mine] : other._seen[theirs]);
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }

        return new VersionVector([.. merged]);
    }

    /// <summary>The greatest vector that both cover: what nodes with these vectors certainly have in common.</summary>
    public VersionVector Meet(VersionVector other) => new(
    [
        .. _seen.Select(entry => KeyValuePair.Create(entry.Key, Math.Min(entry.Value, other.SequenceOf(entry.Key))))
            .Where(entry => entry.Value > 0),
    ]);

    /// <summary>This vector without an origin.</summary>
    public VersionVector Without(OriginId origin) =>
        IndexOf(origin) is >= 0 and var at ? new VersionVector([.. _seen.AsSpan(0, at), .. _seen.AsSpan(at + 1)]) : this;

    /// <summary>The vector of one origin alone.</summary>
    public static VersionVector Of(OriginId origin, long sequence) => Empty.Including(new Position(origin, sequence));

    /// <summary>The vector of entries in ascending order of their origins, each with a sequence greater than 0.</summary>
    /// <exception cref="ArgumentException">The entries are not in order, or one has no sequence.</exception>
    internal static VersionVector OfAscending(ReadOnlySpan<KeyValuePair<OriginId, long>> entries)
    {
        for (var at = 0; at < entries.Length; at++)
            if (entries[at].Value <= 0 || (at > 0 && entries[at].Key.CompareTo(entries[at - 1].Key) <= 0))
                throw new ArgumentException("The origins must ascend, each with a sequence.", nameof(entries));
        return entries.IsEmpty ? Empty : new VersionVector([.. entries]);
    }

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
            if (!Position.TryParse(text[range], out var position) || position.Sequence == 0
                || !seen.TryAdd(position.Origin, position.Sequence))
                return false;
        }

        vector = new VersionVector([.. seen]);
        return true;
    }

    /// <inheritdoc />
    public bool Equals(VersionVector? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || _seen.Length != other._seen.Length)
            return false;
        for (var at = 0; at < _seen.Length; at++)
            if (_seen[at].Key != other._seen[at].Key || _seen[at].Value != other._seen[at].Value)
                return false;
        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as VersionVector);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var entry in _seen)
            hash = HashCode.Combine(hash, entry.Key, entry.Value);
        return hash;
    }

    /// <summary>The index of an origin, or the complement of its insertion point.</summary>
    private int IndexOf(OriginId origin)
    {
        var (low, high) = (0, _seen.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _seen[middle].Key.CompareTo(origin);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
