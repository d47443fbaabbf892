using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>Memory, idle time, starts, and the restart.</summary>
internal static class SingleTables
{
    public static void Write(Report report, FieldFigures figures)
    {
        WriteMemory(report, figures);
        WriteList(report, figures, "Idle: one server, nobody calls", "% of a core (range)", FigureKind.Idle);
        WriteList(report, figures, "Start, from the process to serving, nothing stored", "seconds (range)", FigureKind.EmptyStart);
        WriteList(
            report,
            figures,
            "Start with records on disk (rosmaster and the dictionary keep none)",
            "seconds (range)",
            FigureKind.FilledStart);
        WriteList(
            report,
            figures,
            "A new, empty node joins two that hold the records, from its process to serving them",
            "seconds (range)",
            FigureKind.Join);
        WriteRestart(report, figures);
    }

    private static void WriteMemory(Report report, FieldFigures figures)
    {
        var memory = figures.Singles.Where(single => single.What is FigureKind.Resident or FigureKind.Heap)
            .GroupBy(single => (single.What, single.Contender)).ToArray();
        if (memory.Length == 0)
            return;
        var counts = memory.SelectMany(group => group).Select(single => single.Records).Distinct().Order().ToArray();
        report.Heading("Memory of one server as it is filled, MiB");
        report.Table(
            [
                "contender",
                .. counts.Select(count => $"{Show.Count(count)} instances"),
                $"bytes per instance, at {Show.Count(counts.LastOrDefault(count => count <= FieldPlan.MostForAll))} over an empty server"
            ],
            memory.Select(group => (string[])[
                Row(group.Key.Contender, group.Key.What), .. counts.Select(count => MiB(group, count)), PerInstance([.. group])
            ]));
        report.Line("");
        report.Line($"Resident as the kernel counts it, right after filling: it has garbage in it that a collector gives back late. More "
            + $"than {Show.Count(FieldPlan.MostForAll)} instances: in the server that all the calls of the run had gone to before.");
    }

    private static string Row(string contender, FigureKind kind) =>
        kind == FigureKind.Heap ? $"{contender}: managed heap after a full collection, and SQLite's cache" : $"{contender}: resident";

    private static string MiB(IEnumerable<SingleFigure> group, int count) =>
        group.FirstOrDefault(single => single.Records == count) is { } single ? Show.Count(single.Values[0]) : "–";

    private static string PerInstance(IReadOnlyList<SingleFigure> group)
    {
        var empty = group.FirstOrDefault(single => single.Records == 0);
        var many = group.Where(single => single.Records is > 0 and <= FieldPlan.MostForAll).MaxBy(single => single.Records);
        return empty is null || many is null ? "–" : Show.Count((many.Values[0] - empty.Values[0]) * 1048576 / many.Records);
    }

    private static void WriteList(Report report, FieldFigures figures, string heading, string column, FigureKind kind)
    {
        var some = figures.Singles.Where(single => single.What == kind).ToArray();
        if (some.Length == 0)
            return;
        report.Heading(heading);
        report.Table(
            ["contender", "instances", column],
            some.Select(single => (string[])[single.Contender, Show.Count(single.Records), Show.Ratio(single.Spread)]));
    }

    private static void WriteRestart(Report report, FieldFigures figures)
    {
        var some = figures.Singles.Where(single => single.Part == "restart")
            .ToDictionary(single => single.What, single => single.Values[0]);
        if (some.Count == 0)
            return;
        report.Heading("Rolling restart of three nodes of MicroReg under load (800 calls/s, 90 % lookups and 10 % updates; a client goes "
            + "on to another node when one refuses or breaks off)");
        report.Table(
            ["", ""],
            [
                ["all three restarted in", Show.Seconds(some[FigureKind.RestartSeconds])],
                ["calls", Show.Count(some[FigureKind.RestartCalls])],
                ["tries that another node had to answer", Show.Count(some[FigureKind.RestartRetries])],
                ["calls that failed", Show.Count(some[FigureKind.RestartErrors])],
                [
                    "p99, slowest, tries included",
                    $"{Show.Number(some[FigureKind.RestartP99])}, {Show.Number(some[FigureKind.RestartSlowest])} ms"
                ],
            ]);
    }
}
