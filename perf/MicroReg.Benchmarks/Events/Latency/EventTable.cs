using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Events.Latency;

/// <summary>The figures of all subscribers at one rate with so many records, as a table and against the budgets.</summary>
internal sealed class EventTable(int records, double perSecond)
{
    private static readonly Budget Ahead = Budget.AtLeast(1, " ×");
    private static readonly string[] Peers = ["etcd watch", ZooKeeperTarget.Read];
    private readonly List<EventCell> _cells = [];
    private TimeSpan _latest;

    public void Add(TargetRound round)
    {
        foreach (var (name, sample) in round.Listeners)
        {
            var cell = _cells.Find(one => one.Name == name);
            if (cell is null)
                _cells.Add(cell = new EventCell(name));
            cell.Add(sample);
        }
        _latest = round.Latest > _latest ? round.Latest : _latest;
    }

    public void Write(Report report)
    {
        // The scenario failed before.
        if (_cells.Count == 0)
            return;
        report.Heading($"Change to subscriber, {Show.Count(perSecond)} changes/s, {Show.Count(records)} records");
        report.Table(
            [
                "subscriber",
                "p50 ms (range)",
                "p99 ms (range)",
                "p999 ms",
                "after the answer: p50 ms",
                "p99 ms",
                "the answer itself: p50 ms",
                "p99 ms",
                "events",
                "coalesced",
                "lost"
            ],
            _cells.Select(Row));
        report.Line("");
        report.Line($"No change was sent more than {Show.Number(_latest.TotalMilliseconds)} ms after it was due.");
    }

    /// <summary>Against the budgets, which hold at the greatest rate and count, and against the peers.</summary>
    public void Judge(Report report)
    {
        foreach (var cell in _cells.Where(one => !IsPeer(one)))
        {
            var isSame = cell.Name.EndsWith(Places.Same, StringComparison.Ordinal);
            JudgeQuantile(report, cell, "p50", 0.5, Budget.AtMost(isSame ? 2 : 5, " ms"));
            JudgeQuantile(report, cell, "p99", 0.99, Budget.AtMost(isSame ? 20 : 40, " ms"));
            foreach (var peer in Peers)
            {
                if (_cells.Find(one => one.Name == $"{peer}, {(isSame ? Places.Same : Places.Other)}") is { } rival)
                    JudgeAgainst(report, cell, rival);
            }
        }
    }

    public IEnumerable<string> Losses() => _cells.Where(cell => cell.Lost > 0)
        .Select(cell => $"{cell.Name}: {cell.Lost} changes were lost at {perSecond}/s with {records} records.");

    private static bool IsPeer(EventCell cell) =>
        cell.Name.StartsWith("etcd", StringComparison.Ordinal) || cell.Name.StartsWith("ZooKeeper", StringComparison.Ordinal);

    private string What(EventCell cell) => $"{cell.Name}, {Show.Count(perSecond)}/s, {Show.Count(records)} records";

    private void JudgeQuantile(Report report, EventCell cell, string figure, double quantile, Budget budget)
    {
        var spread = cell.Spread(s => s.FromSend, quantile);
        report.Judge($"change to subscriber, {What(cell)}, {figure}", $"{Show.Ratio(spread)} ms", budget, spread.Median);
    }

    private void JudgeAgainst(Report report, EventCell cell, EventCell rival)
    {
        var (p50, p99) = (Times(0.5), Times(0.99));
        report.Judge(
            $"{What(cell)}: how much sooner than {rival.Name}", $"p50 {Show.Ratio(p50)} ×, p99 {Show.Ratio(p99)} ×", Ahead,
            Math.Min(p50.Median, p99.Median));

        Spread Times(double quantile) => Spread.Of(
            rival.Each(s => s.FromSend, quantile).Zip(cell.Each(s => s.FromSend, quantile), (theirs, ours) => theirs / ours));
    }

    private static IReadOnlyList<string> Row(EventCell cell) =>
    [
        cell.Name,
        Show.Ratio(cell.Spread(s => s.FromSend, 0.5)),
        Show.Ratio(cell.Spread(s => s.FromSend, 0.99)),
        Show.Number(cell.Pooled(s => s.FromSend, 0.999)),
        Show.Number(cell.Spread(s => s.FromAnswer, 0.5).Median),
        Show.Number(cell.Spread(s => s.FromAnswer, 0.99).Median),
        Show.Number(cell.Spread(s => s.Answers, 0.5).Median),
        Show.Number(cell.Spread(s => s.Answers, 0.99).Median),
        Show.Count(cell.Samples),
        Show.Count(cell.Coalesced),
        Show.Count(cell.Lost),
    ];
}

/// <summary>Where a subscriber is, seen from the change.</summary>
internal static class Places
{
    public const string Same = "same node";
    public const string Other = "other node";
}
