using System.Globalization;

namespace MicroReg.Node.Settings;

/// <summary>Times and sizes as people write them in configuration files.</summary>
internal static class Amounts
{
    private static readonly (string Unit, double Milliseconds)[] TimeUnits =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    private static readonly (string Unit, double Bytes)[] SizeUnits =
        [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1)];

    public static TimeSpan? ParseTime(string text) =>
        Parse(text, TimeUnits) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    public static double? ParseSize(string text) => Parse(text, SizeUnits);

    public static string Format(TimeSpan time)
    {
        var (unit, milliseconds) = TimeUnits.Last(unit => time.TotalMilliseconds >= unit.Milliseconds || unit.Milliseconds == 1);
        return string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds / milliseconds:0.##}{unit}");
    }

    private static double? Parse(string text, (string Unit, double Factor)[] units)
    {
        foreach (var (unit, factor) in units)
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return number * factor;
        return null;
    }
}
