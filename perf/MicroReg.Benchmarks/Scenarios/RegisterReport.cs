using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>Reads the rounds of <see cref="RegisterScenario"/>: floor, plain nodes, synced nodes and perhaps etcd, in this order.</summary>
internal sealed class RegisterReport(Report report, BenchSettings settings, int answerBytes)
{
    private const double RateBudget = 8_000;
    private const double P99Budget = 25;
    private const double EtcdBudget = 2;

    public void Write(IReadOnlyList<Rounds> rounds)
    {
        var sizes = settings.Records.Count;
        var (floor, plain, synced) = (rounds[0], rounds.Skip(1).Take(sizes).ToArray(), rounds.Skip(1 + sizes).Take(sizes).ToArray());
        report.Heading($"XML-RPC register (new name each call, acknowledged from the WAL; answers of {answerBytes} bytes)");
        report.Table(
            [.. Show.LoadColumns, "CPU against floor (range)", "rate, fsync=always against without"],
            rounds.Select(r => (string[])[.. Show.LoadRow(r), Against(r, floor), SyncCost(r, plain, synced)]));
        report.Line("");
        report.Line($"Each round registers {Show.Count(settings.RegisterRoundCalls)} names on top of the records given and takes them "
            + "back uncounted; their tombstones stay.");
        Judge(plain);
        Growth.Write(report, "register", settings.Records, plain[0], plain[^1]);
        if (rounds.Count > 1 + (2 * sizes))
            CompareWithEtcd(rounds[^1], [.. plain, .. synced]);
    }

    private static string Against(Rounds rounds, Rounds floor) =>
        Show.Ratio(Spread.OfRatios(rounds, floor, s => s.CpuMicrosecondsPerCall));

    private static string SyncCost(Rounds rounds, Rounds[] plain, Rounds[] synced) =>
        Array.IndexOf(synced, rounds) is >= 0 and var i
            ? Show.Ratio(Spread.OfRatios(rounds, plain[i], s => s.CallsPerSecond))
            : "–";

    private void Judge(Rounds[] plain)
    {
        foreach (var rounds in plain)
        {
            var rate = rounds.Spread(s => s.CallsPerSecond);
            var p99 = rounds.Spread(s => s.P99.TotalMilliseconds);
            report.Judge($"rate, {rounds.Name}", $"{Show.Rate(rate)}/s", $"≥ {Show.Count(RateBudget)}/s", rate.Median >= RateBudget);
            report.Judge($"p99, {rounds.Name}", $"{Show.Ratio(p99)} ms", $"≤ {P99Budget} ms", p99.Median <= P99Budget);
        }
    }

    private void CompareWithEtcd(Rounds etcd, Rounds[] registry)
    {
        report.Heading("Register against an etcd put of the same record, rate");
        var ratios = registry.Select(r => (r.Name, Ratio: Spread.OfRatios(r, etcd, s => s.CallsPerSecond))).ToArray();
        report.Table(["target", "× etcd (range)"], ratios.Select(r => (string[])[r.Name, Show.Ratio(r.Ratio)]));
        foreach (var (name, ratio) in ratios)
            report.Judge($"rate against etcd, {name}", $"{Show.Ratio(ratio)} ×", $"≥ {EtcdBudget} ×", ratio.Median >= EtcdBudget);
    }
}
