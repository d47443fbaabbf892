using System.Globalization;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>A logarithmic axis: where values lie between its ends, and where it has marks.</summary>
internal sealed class LogAxis
{
    private const double Widest = 3;
    private static readonly double[] Parts = [1, 2, 5];
    private readonly double _low;
    private readonly double _high;

    /// <param name="values">That have to fit.</param>
    /// <param name="tight">Ends at the values themselves, not at the next marks.</param>
    public LogAxis(IEnumerable<double> values, bool tight = false)
    {
        var positive = values.Where(value => value > 0).DefaultIfEmpty(1).ToArray();
        var (least, most) = (positive.Min(), positive.Max());
        (_low, _high) = tight && least < most ? (least, most) : (StepBelow(least), StepAbove(most));
    }

    /// <summary>0 at the low end, 1 at the high end.</summary>
    public double PlaceOf(double value) => (Math.Log10(Math.Max(value, _low)) - Math.Log10(_low)) / (Math.Log10(_high) - Math.Log10(_low));

    /// <summary>Powers of ten, and twice and five times these where there is room.</summary>
    public IEnumerable<double> Marks
    {
        get
        {
            double[] steps = Math.Log10(_high / _low) <= Widest ? Parts : Parts[..1];
            for (var exponent = (int)Math.Floor(Math.Log10(_low)); exponent <= Math.Ceiling(Math.Log10(_high)); exponent++)
            {
                foreach (var mark in steps.Select(step => step * Math.Pow(10, exponent)))
                {
                    if (mark >= _low * 0.999 && mark <= _high * 1.001)
                        yield return mark;
                }
            }
        }
    }

    public static string Label(double value) => value switch
    {
        >= 1_000_000 => (value / 1_000_000).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        >= 1_000 => (value / 1_000).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static double StepBelow(double value) => Steps(value).Last(step => step <= value * 1.001);

    // At least one step of room, so that an axis of one value has two ends.
    private static double StepAbove(double value) => Steps(value).First(step => step > value * 1.001);

    private static IEnumerable<double> Steps(double value)
    {
        var exponent = (int)Math.Floor(Math.Log10(value));
        return Enumerable.Range(exponent - 1, 3).SelectMany(e => Parts.Select(step => step * Math.Pow(10, e)));
    }
}
