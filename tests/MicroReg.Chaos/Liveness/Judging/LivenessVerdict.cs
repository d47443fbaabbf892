using System.Globalization;

namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>What became of the living and the dead under one fault.</summary>
internal sealed record LivenessVerdict(string Fault, int Seed, LivenessFindings Findings)
{
    /// <summary>The head of a table of <see cref="Row"/>s.</summary>
    public const string RowHead =
        "| seed | fault | instances (beats) | deaths | found in time | median, longest (limit) | false expiries | came back (late) "
        + "| removed (wrong) |\n|---|---|---|---|---|---|---|---|---|";

    private const int LinesShown = 5;

    /// <summary>What else was not as it should be.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Figures that are worth a line.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool Passed => Findings.IsClean && Problems.Count == 0;

    /// <summary>One row of Markdown.</summary>
    public string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Seed} | {Fault} | {Findings.Instances:N0} ({Findings.Heartbeats:N0}) | {Findings.Deaths} | {Findings.Noticed} | {Times} | "
            + $"{Findings.FalseExpiries.Count} | {Findings.Returns} ({Findings.LateReturns.Count}) | {Findings.Removals} "
            + $"({Findings.WrongRemovals.Count}) |");

    private string Risen => Findings.RecoveredByLateHeartbeats == 0
        ? ""
        : $"; {Findings.RecoveredByLateHeartbeats} reported well again, or found late, because of late heartbeats";

    private string Early => Findings.EarlyByLostHeartbeats == 0
        ? ""
        : $"; {Findings.EarlyByLostHeartbeats} of the dead reported before the end of a lease whose heartbeat was lost with its node";

    private string Times => Findings.Times.Count == 0
        ? "–"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Findings.Median / 1000:0.0} s, {Findings.Longest / 1000:0.0} s ({Findings.Limit / 1000:0.0} s)");

    public override string ToString()
    {
        string[] lines =
        [
            $"seed {Seed} · {Fault} · {(Passed ? "PASSED" : "FAILED")}",
            string.Create(CultureInfo.InvariantCulture, $"  instances  {Findings.Instances:N0}, {Findings.Heartbeats:N0} beats and "
                + $"registrations, {Findings.Refused} answered with \"unknown\""),
            $"  deaths     {Findings.Deaths}, {Findings.Noticed} found in time, {Findings.Missed.Count} missed; median, longest (limit): "
                + $"{Times}{Risen}",
            $"  living     {Findings.FalseExpiries.Count} false expiries{Early}",
            $"  came back  {Findings.Returns}, {Findings.LateReturns.Count} late",
            $"  removed    {Findings.Removals}, {Findings.WrongRemovals.Count} too early or too late",
            .. Notes.Select(note => $"  note       {note}"),
            .. Problems.Select(problem => $"  problem    {problem}"),
            .. Findings.All.SelectMany(findings => findings.Lines.Take(LinesShown).Select(line => $"  {findings.What,-10} {line}")),
            $"  row        {Row}",
        ];
        return string.Join(Environment.NewLine, lines);
    }
}
