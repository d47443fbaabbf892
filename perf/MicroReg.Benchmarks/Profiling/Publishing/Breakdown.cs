namespace MicroReg.Benchmarks.Profiling.Publishing;

/// <summary>One figure of an operation, divided up.</summary>
/// <param name="Weights">By part; of whatever the parts were counted in.</param>
/// <param name="Total">Of all weights; more than one part may have a share of the same.</param>
/// <param name="PerCall">The figure, of all parts together.</param>
internal sealed record Breakdown(IReadOnlyDictionary<string, double> Weights, double Total, double PerCall)
{
    public double Share(string part) => Total > 0 ? Weights.GetValueOrDefault(part) / Total : 0;

    public double Amount(string part) => Share(part) * PerCall;

    /// <summary>The parts with the greatest amounts in any of them, the greatest first.</summary>
    public static IReadOnlyList<string> Greatest(IReadOnlyList<Breakdown> all, int most) =>
    [
        .. all.SelectMany(one => one.Weights.Keys).Distinct()
            .OrderByDescending(part => all.Max(one => one.Amount(part))).ThenBy(part => part, StringComparer.Ordinal).Take(most),
    ];
}
