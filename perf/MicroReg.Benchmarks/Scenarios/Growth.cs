using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>What a call costs with many records against few.</summary>
internal static class Growth
{
    private const double Budget = 1.25;

    public static void Write(Report report, string call, IReadOnlyList<int> sizes, Rounds few, Rounds many)
    {
        if (sizes.Count < 2)
            return;
        var ratio = Spread.OfRatios(many, few, s => s.CpuMicrosecondsPerCall);
        report.Judge(
            $"CPU per {call} at {Show.Count(sizes[^1])} records against {Show.Count(sizes[0])}", $"{Show.Ratio(ratio)} ×", $"≤ {Budget} ×",
            ratio.Median <= Budget);
    }
}
