using System.Globalization;
using MicroReg.Chaos.Checking;
using MicroReg.Chaos.Subscribers;
using MicroReg.Testing.Calls;

namespace MicroReg.Chaos.Scenarios;

/// <summary>What became of the records, and of the callers, in one scenario.</summary>
internal sealed record Verdict
{
    private const int LinesShown = 5;

    public required string Scenario { get; init; }

    public required int Seed { get; init; }

    /// <summary>The writes of this scenario.</summary>
    public required IReadOnlyList<HistoryEntry> Writes { get; init; }

    public required int Records { get; init; }

    public required long Lookups { get; init; }

    public required int LookupErrors { get; init; }

    public required TimeSpan LongestLookup { get; init; }

    public required Findings Findings { get; init; }

    /// <summary>What subscribers received.</summary>
    public EventFindings Events { get; init; } = new();

    public required Recovery Recovery { get; init; }

    /// <summary>What else was not as it should be.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Figures that are worth a line.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool Passed => Recovery.Whole is not null && LookupErrors == 0 && Problems.Count == 0 && !Findings.All.Any() && Events.IsClean;

    public override string ToString()
    {
        string[] lines =
        [
            $"seed {Seed} · {Scenario} · {(Passed ? "PASSED" : "FAILED")}",
            $"  writes     {Writes.Count} attempted, {Count(CallOutcome.Acknowledged)} acknowledged, "
            + $"{Count(CallOutcome.Unknown) + Count(CallOutcome.Fault)} unknown"
                + $" ({Count(CallOutcome.Fault)} of them faults), {Count(CallOutcome.Unsent)} not sent",
            $"  records    {Records}; lost {Findings.Lost.Count}, stale {Findings.Stale.Count}, resurrected "
                + $"{Findings.Resurrected.Count}, differing {Findings.Differing.Count}",
            $"  lookups    {Lookups}, {LookupErrors} errors, the longest {LongestLookup.TotalMilliseconds:0} ms",
            $"  events     {Events}",
            $"  converged  {Recovery}",
            .. Notes.Select(note => $"  note       {note}"),
            .. Problems.Select(problem => $"  problem    {problem}"),
            .. Shown("lost", Findings.Lost),
            .. Shown("stale", Findings.Stale),
            .. Shown("came back", Findings.Resurrected),
            .. Shown("differs", Findings.Differing),
            .. Events.All.SelectMany(findings => Shown(findings.What, findings.Lines)),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    private static IEnumerable<string> Shown(string what, IReadOnlyList<string> findings) =>
        findings.Take(LinesShown).Select(finding => string.Create(CultureInfo.InvariantCulture, $"  {what,-10} {finding}"));

    private int Count(CallOutcome outcome) => Writes.Count(write => write.Outcome == outcome);
}
