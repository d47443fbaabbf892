using System.Collections;
using System.Text;
using System.Text.Json.Serialization;

namespace MicroReg.Domain.Records;

/// <summary>
/// The key → value pairs that a service attaches to an instance. Immutable, ordered by key, equal by content;
/// an array rather than a dictionary, because there are few pairs and very many instances.
/// </summary>
[JsonConverter(typeof(MetadataJsonConverter))]
public sealed class Metadata : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<Metadata>
{
    /// <summary>Up to this many pairs are sorted in place: most instances have two or three, for which a tree would be wasteful.</summary>
    private const int Few = 16;

    private readonly KeyValuePair<string, string>[] _pairs;

    private Metadata(KeyValuePair<string, string>[] pairs) => _pairs = pairs;

    /// <summary>No pairs.</summary>
    public static Metadata Empty { get; } = new([]);

    /// <summary>Copies the pairs. Of two pairs with the same key, the later counts.</summary>
    public static Metadata From(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        KeyValuePair<string, string>[] given = [.. pairs];
        if (given.Length > Few)
            return new Metadata(
            [
                .. Enumerable.Reverse(given)
                    .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal),
            ]);
        var count = 0;
        foreach (var pair in given)
            Insert(given, ref count, pair);
        return count == 0 ? Empty : new Metadata(count == given.Length ? given : given[..count]);
    }

    /// <summary>Inserts the pair that follows the sorted ones into its place among them.</summary>
    private static void Insert(KeyValuePair<string, string>[] pairs, ref int count, KeyValuePair<string, string> pair)
    {
        var at = count;
        while (at > 0 && string.CompareOrdinal(pairs[at - 1].Key, pair.Key) is var order and >= 0)
        {
            at--;
            if (order > 0)
                continue;
            pairs[at] = pair;
            return;
        }

        Array.Copy(pairs, at, pairs, at + 1, count - at);
        pairs[at] = pair;
        count++;
    }

    /// <summary>The same pairs, with each text replaced by an equal one from a function.</summary>
    internal Metadata Share(Func<string, string> share) =>
        Count == 0 ? Empty : new Metadata(Array.ConvertAll(_pairs, pair => KeyValuePair.Create(share(pair.Key), share(pair.Value))));

    /// <summary>How many pairs there are.</summary>
    public int Count => _pairs.Length;

    /// <summary>The value of a key, or null.</summary>
    public string? this[string key] => Array.Find(_pairs, pair => pair.Key == key).Value;

    /// <summary>The size of all keys and values, in UTF-8 bytes.</summary>
    public int SizeInBytes
    {
        get
        {
            var size = 0;
            foreach (var (key, value) in _pairs)
                size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
            return size;
        }
    }

    /// <summary>Enumerates the pairs without allocating.</summary>
    internal ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public bool Equals(Metadata? other) => other is not null && _pairs.AsSpan().SequenceEqual(other._pairs);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Metadata);

    /// <inheritdoc />
    public override int GetHashCode() => _pairs.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
}
