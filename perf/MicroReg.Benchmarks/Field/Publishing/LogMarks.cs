using System.Globalization;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>Round values for a logarithmic axis.</summary>
internal static class LogMarks
{
    private const double Widest = 3;
    private static readonly double[] Parts = [1, 2, 5];

    /// <summary>
    /// From below the least value to above the greatest: powers of ten, and twice and five times these where there is room.
    /// </summary>
    public static IReadOnlyList<double> Around(IEnumerable<double> values)
    {
        var positive = values.Where(value => value > 0).DefaultIfEmpty(1).ToArray();
        var narrow = Between(Parts, positive.Min(), positive.Max());
        return Math.Log10(narrow[^1] / narrow[0]) <= Widest ? narrow : Between(Parts[..1], positive.Min(), positive.Max());
    }

    public static string Label(double value) => value switch
    {
        >= 1_000_000 => (value / 1_000_000).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        >= 1_000 => (value / 1_000).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static double[] Between(double[] parts, double least, double most)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(least)) - 1, (int)Math.Floor(Math.Log10(most)) + 1);
        double[] steps =
        [
            .. Enumerable.Range(first, last - first + 1).SelectMany(exponent => parts.Select(part => part * Math.Pow(10, exponent)))
        ];
        // A mark may be a little off the value that it stands for.
        var low = steps.Last(step => step <= least * 1.001);
        var high = steps.First(step => step > most * 1.001);
        return [.. steps.Where(step => step >= low && step <= high)];
    }
}
