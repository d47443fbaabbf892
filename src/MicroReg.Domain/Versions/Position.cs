using System.Globalization;
using System.Text.Unicode;

namespace MicroReg.Domain.Versions;

/// <summary>
/// The place of a change in the feed of its origin. A stamp says which of two writes wins; a position says whether a node has seen a write.
/// </summary>
/// <param name="Origin">The run of the node that put the change into its feed.</param>
/// <param name="Sequence">1, 2, 3 and so on within that run; 0 stands for "none yet".</param>
public readonly record struct Position(OriginId Origin, long Sequence) : IComparable<Position>
{
    /// <inheritdoc />
    public int CompareTo(Position other)
    {
        var byOrigin = Origin.CompareTo(other.Origin);
        return byOrigin != 0 ? byOrigin : Sequence.CompareTo(other.Sequence);
    }

    /// <summary>Origin and sequence, as in <c>00000000000000a1:42</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}:{Sequence}");

    /// <summary>The longest text of a position, in characters, all of them ASCII.</summary>
    internal const int MaxLength = 64;

    /// <summary>Writes <see cref="ToString"/> as UTF-8, without making a string.</summary>
    /// <param name="utf8">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes it took.</returns>
    internal int Format(Span<byte> utf8) =>
        Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{Origin.Value:x16}:{Sequence}", out var written)
            ? written
            : throw new ArgumentException("Too short for a position.", nameof(utf8));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Position position)
    {
        position = default;
        var colon = text.IndexOf(':');
        if (colon < 0
            || !OriginId.TryParse(text[..colon], out var origin)
            || !long.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || text.Contains('\0'))
            return false;
        position = new Position(origin, sequence);
        return true;
    }

    /// <summary>Compares by origin, then sequence.</summary>
    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    /// <summary>Compares by origin, then sequence.</summary>
    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;
}
