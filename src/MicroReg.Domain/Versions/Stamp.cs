using System.Globalization;
using System.Text.Unicode;

namespace MicroReg.Domain.Versions;

/// <summary>
/// The version of a part of a record: a hybrid logical time, with the origin as tie-break. Two writes never have the same stamp, because an
/// origin never issues a time twice.
/// </summary>
/// <param name="Time">When the write was committed, as the committing node's clock saw it.</param>
/// <param name="Origin">The run of the node that committed it.</param>
public readonly record struct Stamp(HybridTime Time, OriginId Origin) : IComparable<Stamp>
{
    /// <inheritdoc />
    public int CompareTo(Stamp other)
    {
        var byTime = Time.CompareTo(other.Time);
        return byTime != 0 ? byTime : Origin.CompareTo(other.Origin);
    }

    /// <summary>Time and origin, as in <c>1732387200000.5@00000000000000a1</c>.</summary>
    public override string ToString() => $"{Time}@{Origin}";

    /// <summary>The longest text of a stamp, in characters, all of them ASCII.</summary>
    internal const int MaxLength = 64;

    /// <summary>Writes <see cref="ToString"/> as UTF-8, without making a string.</summary>
    /// <param name="utf8">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes it took.</returns>
    internal int Format(Span<byte> utf8) =>
        Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{Time.UnixMilliseconds}.{Time.Counter}@{Origin.Value:x16}", out var written)
            ? written
            : throw new ArgumentException("Too short for a stamp.", nameof(utf8));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Stamp stamp)
    {
        stamp = default;
        var at = text.IndexOf('@');
        if (at < 0 || !HybridTime.TryParse(text[..at], out var time) || !OriginId.TryParse(text[(at + 1)..], out var origin))
            return false;
        stamp = new Stamp(time, origin);
        return true;
    }

    /// <summary>Compares by time, then origin.</summary>
    public static bool operator <(Stamp left, Stamp right) => left.CompareTo(right) < 0;

    /// <summary>Compares by time, then origin.</summary>
    public static bool operator >(Stamp left, Stamp right) => left.CompareTo(right) > 0;
}
