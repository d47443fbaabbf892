using System.Runtime.CompilerServices;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication;

public sealed class PhaseTableTests
{
    [Fact]
    public void The_page_on_replication_has_the_same_table()
    {
        var page = File.ReadAllLines(Path.Combine(Root(), "docs", "internals", "replication.md"));
        var documented = page.SkipWhile(line => line != "## Phases of a node").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length == 4 && Enum.TryParse<NodePhase>(cells[0].Trim('`'), out _))
            .Select(cells => new PhaseTransition(Read<NodePhase>(cells[0]), Read<PhaseEvent>(cells[1]), Read<NodePhase>(cells[2])));
        Assert.Equal(PhaseTable.Rows, documented);
    }

    [Fact]
    public void An_event_that_a_phase_does_not_know_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => PhaseTable.After(NodePhase.Leaving, PhaseEvent.AheadHeard));

    [Fact]
    public void Every_phase_is_reached_and_every_event_is_used()
    {
        Assert.Equal(Enum.GetValues<NodePhase>().Skip(1), PhaseTable.Rows.Select(row => row.To).Distinct().Order());
        Assert.Equal(Enum.GetValues<PhaseEvent>(), PhaseTable.Rows.Select(row => row.Event).Distinct().Order());
    }

    private static T Read<T>(string cell)
        where T : struct, Enum =>
        Enum.Parse<T>(cell.Trim('`'));

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
