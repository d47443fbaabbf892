using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>The rounds with the same subscribers at the same rate.</summary>
internal sealed class SwarmRow(string name, int subscribers, double perSecond)
{
    public static readonly IReadOnlyList<string> LatencyColumns =
        [
            "subscribers", "changes/s", "event p50 ms (range)", "p99 ms (range)", "p999 ms", "longest ms", "answer to the change: p50 ms",
            "p99 ms (range)", "node CPU % of a core", "client CPU %", "coalesced", "lost"
        ];

    public static readonly IReadOnlyList<string> ByteColumns =
    [
        "subscribers", "changes/s", "bytes per change and subscriber (range)", "events per page"
    ];

    private readonly List<SwarmRound> _rounds = [];

    public string Name => name;

    public int Subscribers => subscribers;

    public double PerSecond => perSecond;

    /// <summary>Without a subscriber of another kind, or of none, beside them.</summary>
    public bool IsOneKind => subscribers > 0 && !name.Contains(" and ", StringComparison.Ordinal);

    public long Lost => _rounds.Sum(round => round.Lost);

    public void Add(SwarmRound round) => _rounds.Add(round);

    public Spread Of(Func<SwarmRound, double> figure) => Spread.Of(_rounds.Select(figure));

    public Spread Heard(double quantile) => Of(round => Milliseconds(round.Heard, quantile));

    public Spread Answered(double quantile) => Of(round => Milliseconds(round.Answers, quantile));

    public IReadOnlyList<string> LatencyRow() =>
    [
        name, Show.Count(perSecond),
        .. subscribers == 0
            ? ["–", "–", "–", "–"]
            : new[] { Show.Ratio(Heard(0.5)), Show.Ratio(Heard(0.99)), Show.Number(Heard(0.999).Median), Show.Number(Heard(1).Max) },
        Show.Number(Answered(0.5).Median), Show.Ratio(Answered(0.99)),
        Show.Count(Of(round => round.NodeCpu).Median), Show.Count(Of(round => round.ClientCpu).Median),
        Show.Count(_rounds.Sum(round => round.Coalesced)), Show.Count(Lost),
    ];

    public IReadOnlyList<string> ByteRow() =>
        [name, Show.Count(perSecond), Show.Rate(Of(round => round.BytesPerChange)), Show.Number(Of(round => round.EventsPerPage).Median)];

    private static double Milliseconds(LatencyHistogram latencies, double quantile) => latencies.Quantile(quantile).TotalMilliseconds;
}
