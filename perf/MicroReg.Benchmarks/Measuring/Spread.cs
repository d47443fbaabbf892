namespace MicroReg.Benchmarks.Measuring;

/// <summary>What several rounds say of one figure.</summary>
internal sealed record Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    /// <summary>Round by round, so that what slows the machine for a while slows both sides of a pair.</summary>
    public static Spread OfRatios(Rounds numerator, Rounds denominator, Func<Sample, double> figure) =>
        Of(numerator.Samples.Zip(denominator.Samples, (n, d) => figure(n) / figure(d)));
}
