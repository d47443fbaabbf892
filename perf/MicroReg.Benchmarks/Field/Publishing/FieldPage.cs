using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>The page: what was measured where, the ratios, the figures behind them, and what they do not say.</summary>
internal static class FieldPage
{
    public static string Write(FieldFigures figures, IReadOnlyCollection<string> plots)
    {
        var report = new Report();
        report.Line("# Measured against the field");
        report.Line("");
        report.Line("Written by `scripts/bench.sh --field`; not by hand. Medians, ranges of the rounds in brackets. The rounds of all "
            + "contenders take turns, and ratios are taken round by round, because a machine's speed drifts within a run.");
        report.Heading("Machine and runs");
        foreach (var fact in figures.Facts)
            report.Line($"- {fact}");
        foreach (var (part, stamp) in figures.Parts)
            report.Line($"- part {part}: {stamp}");
        foreach (var (what, why) in figures.Missing)
            report.Line($"- **missing**, {what}: {why}");
        foreach (var nodes in new[] { 1, 3 })
            RatioTables.Write(report, figures, nodes);
        Show(report, plots, "ratios.png", "ratios-cpu.png", "ratios-3.png", "ratios-cpu-3.png");
        foreach (var operation in Enum.GetValues<Operation>())
            WriteOperation(report, figures, operation, plots);
        WriteNodes(report, figures, plots);
        SingleTables.Write(report, figures);
        Show(report, plots, "memory.png");
        MethodSection.Write(report, figures);
        return report.ToString();
    }

    private static void WriteOperation(Report report, FieldFigures figures, Operation operation, IReadOnlyCollection<string> plots)
    {
        var loads = figures.Loads.Where(load => load.Operation == operation && load.Nodes == 1).OrderBy(load => load.Records).ToArray();
        if (loads.Length == 0)
            return;
        var file = OperationText.FileName(operation);
        report.Heading($"{OperationText.Title(operation)}, one server");
        report.Table(LoadTable.Columns("instances"), loads.Select(load => LoadTable.Row(load, Reporting.Show.Count(load.Records))));
        Show(report, plots, $"rate-{file}.png", $"cpu-{file}.png");
    }

    private static void WriteNodes(Report report, FieldFigures figures, IReadOnlyCollection<string> plots)
    {
        var loads = figures.Loads.Where(
            load => load.Nodes > 1 || (load.Contender == ContenderNames.Registry && load.Records == figures.CommonRecords)).ToArray();
        if (loads.All(load => load.Nodes == 1))
            return;
        report.Heading(
            $"Several servers on one machine, {Reporting.Show.Count(figures.CommonRecords)} instances, calls spread over all of them");
        report.Table(
            ["operation", .. LoadTable.Columns("servers")],
            loads.OrderBy(load => load.Operation).ThenBy(load => load.Nodes)
                .Select(load => (string[])[OperationText.Title(load.Operation), .. LoadTable.Row(load, Reporting.Show.Count(load.Nodes))]));
        Show(report, plots, "nodes-rate.png", "nodes-cpu.png");
    }

    private static void Show(Report report, IReadOnlyCollection<string> plots, params IEnumerable<string> files)
    {
        report.Line("");
        foreach (var file in files.Where(plots.Contains))
            report.Line($"![{Path.GetFileNameWithoutExtension(file)}]({file})");
    }
}
