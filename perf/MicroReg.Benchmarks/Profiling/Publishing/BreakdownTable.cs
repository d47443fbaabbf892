using System.Buffers;
using System.Globalization;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Profiling.Publishing;

/// <summary>A breakdown as a table; two of them side by side, with the difference.</summary>
internal static class BreakdownTable
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("<>_[]*`+.");

    /// <param name="report">Takes the table.</param>
    /// <param name="what">The parts are.</param>
    /// <param name="unit">Of the amounts.</param>
    /// <param name="all">One, or before and after.</param>
    /// <param name="parts">To show, in this order.</param>
    /// <param name="areas">The parts are areas, which make up the whole; otherwise they are names in code.</param>
    public static void Write(
        Report report, string what, string unit, IReadOnlyList<Breakdown> all, IEnumerable<string> parts, bool areas = false)
    {
        string[] columns = all.Count == 1
            ? [what, "share", unit]
            : [what, "before: share", $"before: {unit}", "after: share", $"after: {unit}", $"difference, {unit}"];
        List<IReadOnlyList<string>> rows =
            [.. parts.Select(part => Row(areas ? part : Code(part), all, one => one.Share(part), one => one.Amount(part)))];
        if (areas)
            rows.Add(Row("**all**", all, one => one.Weights.Values.Sum() / one.Total, one => one.PerCall));
        report.Line("");
        report.Table(columns, rows);
    }

    private static IReadOnlyList<string> Row(
        string name, IReadOnlyList<Breakdown> all, Func<Breakdown, double> share, Func<Breakdown, double> amount) =>
    [
        name,
        .. all.SelectMany(one => new[] { Percent(share(one)), Amount(amount(one)) }),
        .. all.Count == 1 ? [] : new[] { Signed(amount(all[1]) - amount(all[0])) },
    ];

    public static string Percent(double share) => (100 * share).ToString("N1", CultureInfo.InvariantCulture) + " %";

    // A tenth of a byte says nothing; a tenth of a microsecond does.
    public static string Amount(double amount) => amount.ToString(Math.Abs(amount) >= 1_000 ? "N0" : "N2", CultureInfo.InvariantCulture);

    private static string Signed(double amount) => (amount > 0 ? "+" : "") + Amount(amount);

    // Names of types have signs that Markdown would take for its own.
    private static string Code(string part) => part.AsSpan().ContainsAny(Signs)
        ? $"`{part.Replace('`', '’').Replace("|", "\\|", StringComparison.Ordinal)}`"
        : part;
}
