using System.Globalization;

namespace MicroReg.Domain.Versions;

/// <summary>
/// Names one run of a node. A node takes a new origin at each start, so that the sequences of two runs are never mixed, whatever was lost
/// in between.
/// </summary>
/// <param name="Value">64 random bits, drawn once per start; 0 stands for "no origin".</param>
public readonly record struct OriginId(ulong Value) : IComparable<OriginId>
{
    /// <summary>
    /// The baseline: it replaces compacted origins, which ended long ago and whose changes every node has. Each node numbers baseline
    /// changes by itself. They appear in no vector, and only a complete copy has them.
    /// </summary>
    public static OriginId Baseline { get; }

    /// <inheritdoc />
    public int CompareTo(OriginId other) => Value.CompareTo(other.Value);

    /// <summary>The sixteen hexadecimal digits that stand for this origin in JSON, cursors and logs.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>False if the text is not sixteen hexadecimal digits.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out OriginId origin)
    {
        var parsed = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        origin = new OriginId(value);
        // Parsing a number tolerates null characters at its end.
        return parsed && text.Length == 16 && !text.Contains('\0');
    }
}
