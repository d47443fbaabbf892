using System.Text.RegularExpressions;
using MicroReg.Domain.Health;

namespace MicroReg.Domain.Tests.Health;

/// <summary>The table of states: the page on the internals has the same one, and every row happens.</summary>
public sealed partial class LivenessTransitionsTests
{
    [Fact]
    public void The_page_on_liveness_has_the_same_table()
    {
        var page = File.ReadAllLines(Path.Combine(FindRoot(), "docs", "internals", "liveness.md"));
        var rows =
            from line in page
            let cells = line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            where cells.Length == 2 && Enum.TryParse<LivenessState>(cells[0].Trim('`'), out _)
            from arrow in Arrow().Matches(cells[1])
            select $"{cells[0].Trim('`')}, {arrow.Groups[1].Value}, {arrow.Groups[2].Value}";

        Assert.Equal(LivenessTransitions.All.Select(row => $"{row.From}, {row.Event}, {row.To}"), rows);
    }

    [Fact]
    public void A_state_and_an_event_lead_to_one_state() =>
        Assert.Distinct(LivenessTransitions.All.Select(row => (row.From, row.Event)));

    [Fact]
    public void What_is_not_in_the_table_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => LivenessTransitions.After(LivenessState.Suppressed, LivenessEvent.GivenTime));

    [Fact]
    public void Every_row_happens()
    {
        var taken = LivenessWalks.All.SelectMany(walk => walk()).ToHashSet();
        Assert.Empty(LivenessTransitions.All.Except(taken));
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "MicroReg.Actors.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }

    [GeneratedRegex(@"(\w+) → (\w+)")]
    private static partial Regex Arrow();
}
