using System.Globalization;

namespace MicroReg.Hosting.Rules;

/// <summary>Times and sizes as people write them in configuration files.</summary>
internal static class Amounts
{
    private static readonly (string Unit, double Milliseconds)[] TimeUnits =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    private static readonly (string Unit, double Bytes)[] SizeUnits =
        [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1)];

    private static readonly (string Unit, long Bytes)[] WholeSizes = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];

    /// <summary>Reads a time; null if the text is none, or longer than any clock.</summary>
    public static TimeSpan? ParseTime(string text) =>
        Parse(text, TimeUnits) is { } milliseconds && milliseconds < TimeSpan.MaxValue.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    /// <summary>Reads a size in bytes; null if the text is none.</summary>
    public static double? ParseSize(string text) => Parse(text, SizeUnits);

    /// <summary>Writes a time in the greatest unit of which it is a whole number.</summary>
    public static string Format(TimeSpan time)
    {
        var (unit, milliseconds) = time == TimeSpan.Zero
            ? ("s", 1_000)
            : TimeUnits.LastOrDefault(unit => time.TotalMilliseconds % unit.Milliseconds == 0, TimeUnits[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds / milliseconds:0.####}{unit}");
    }

    /// <summary>Writes a number of bytes in the greatest unit of which it is a whole number.</summary>
    public static string FormatSize(long bytes)
    {
        var (unit, size) = bytes == 0 ? ("B", 1) : WholeSizes.FirstOrDefault(unit => bytes % unit.Bytes == 0, ("B", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
    }

    private static double? Parse(string text, (string Unit, double Factor)[] units)
    {
        foreach (var (unit, factor) in units)
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(
                    text.AsSpan(0, text.Length - unit.Length).Trim(),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number))
                return number * factor;
        return null;
    }
}
