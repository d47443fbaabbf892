namespace MicroReg.Chaos;

/// <summary>What became of a trial.</summary>
/// <param name="Passed">Whether all was as it should be, in the second run if there were two.</param>
/// <param name="Verdict">The verdict, over several lines.</param>
/// <param name="Complaints">If not, what the nodes logged last.</param>
/// <param name="Kept">Where data, logs and histories are; empty if they are gone.</param>
internal sealed record TrialResult(bool Passed, string Verdict, IReadOnlyList<string> Complaints, string Kept)
{
    /// <summary>How the line begins that names a scenario which ran twice; scripts/summary.py collects these lines.</summary>
    public const string RetriedMark = "RETRIED";

    /// <summary>A row for the table of all trials of liveness; empty if it is none.</summary>
    public string Row { get; init; } = "";

    /// <summary>The result of the first run, which failed; null if there was one run only.</summary>
    public TrialResult? First { get; init; }

    /// <summary>The verdict on one line.</summary>
    private string OneLine => string.Join("; ", Verdict.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Squeeze));

    public override string ToString() => string.Join(Environment.NewLine, Lines());

    private IEnumerable<string> Lines()
    {
        if (First is not null)
            yield return $"{First}";
        yield return Verdict;
        foreach (var line in Complaints)
            yield return $"  log        {line}";
        if (Kept.Length > 0)
            yield return $"  kept       {Kept}";
        if (First is not null)
            yield return $"{RetriedMark} first verdict: {First.OneLine}, second: {(Passed ? "passed" : OneLine)}";
    }

    private static string Squeeze(string line) =>
        string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
