using System.Globalization;
using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Reporting;

/// <summary>Figures as text, the same everywhere: a median with its range.</summary>
internal static class Show
{
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("N2", CultureInfo.InvariantCulture);

    public static string Seconds(double value) => Number(value) + " s";

    public static string Ratio(Spread ratio) => $"{Number(ratio.Median)} ({Number(ratio.Min)} to {Number(ratio.Max)})";

    public static string Rate(Spread rate) => $"{Count(rate.Median)} ({Count(rate.Min)} to {Count(rate.Max)})";

    public static string Median(Rounds rounds, Func<Sample, double> figure) => Number(rounds.Spread(figure).Median);

    public static IReadOnlyList<string> LoadColumns { get; } =
        ["target", "calls/s (range)", "p50 ms", "p99 ms", "server CPU µs/call (range)", "generator CPU µs/call"];

    public static IReadOnlyList<string> LoadRow(Rounds rounds) =>
    [
        rounds.Name,
        Rate(rounds.Spread(s => s.CallsPerSecond)),
        Median(rounds, s => s.P50.TotalMilliseconds),
        Median(rounds, s => s.P99.TotalMilliseconds),
        Ratio(rounds.Spread(s => s.CpuMicrosecondsPerCall)),
        Median(rounds, s => s.GeneratorMicrosecondsPerCall),
    ];
}
