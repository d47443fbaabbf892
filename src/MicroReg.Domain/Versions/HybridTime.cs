using System.Globalization;

namespace MicroReg.Domain.Versions;

/// <summary>
/// A hybrid logical time: 48 bits of Unix milliseconds above a 16-bit counter, so that one integer comparison
/// orders both (Kulkarni et al., "Logical Physical Clocks", 2014).
/// </summary>
/// <param name="Value">Milliseconds since 1970 shifted left by 16, plus the counter.</param>
public readonly record struct HybridTime(long Value) : IComparable<HybridTime>
{
    private const int CounterBits = 16;

    /// <summary>The first time of a wall-clock millisecond: its counter is zero.</summary>
    public static HybridTime FromWallClock(DateTimeOffset now) => new(now.ToUnixTimeMilliseconds() << CounterBits);

    /// <summary>The millisecond part, in milliseconds since 1970.</summary>
    public long UnixMilliseconds => Value >> CounterBits;

    /// <summary>The counter that orders times of one millisecond, 0 to 65,535.</summary>
    public int Counter => (int)(Value & ((1 << CounterBits) - 1));

    /// <summary>The wall-clock time that this logical time stands for, to the millisecond, in UTC.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    /// <summary>The next time: a counter that overflows carries into the milliseconds.</summary>
    public HybridTime Next() => new(Value + 1);

    /// <inheritdoc />
    public int CompareTo(HybridTime other) => Value.CompareTo(other.Value);

    /// <summary>Milliseconds and counter, as in <c>1732387200000.5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{UnixMilliseconds}.{Counter}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out HybridTime time)
    {
        time = default;
        var dot = text.IndexOf('.');
        if (dot < 0
            || !long.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || !ushort.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var counter)
            || milliseconds >= 1L << 47
            || text.Contains('\0'))
            return false;
        time = new HybridTime((milliseconds << CounterBits) | counter);
        return true;
    }

    /// <summary>Compares by time.</summary>
    public static bool operator <(HybridTime left, HybridTime right) => left.Value < right.Value;

    /// <summary>Compares by time.</summary>
    public static bool operator >(HybridTime left, HybridTime right) => left.Value > right.Value;
}
