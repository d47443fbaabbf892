using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Field.Parts;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field;

/// <summary>The comparison that is published: all parts, or one.</summary>
internal static class FieldBenchmark
{
    public static readonly string[] PartNames = ["calls", "cluster", "start", "join", "restart"];

    public static async Task RunAsync(Driver driver, Report report, CancellationToken cancel)
    {
        var launcher = new ServerLauncher(driver.Settings, new ProcessLedger(driver.Settings.WorkDirectory));
        var plan = new FieldPlan(driver.Settings);
        var results = FieldResults.Open(driver.Settings, plan);
        await PeerVersions.NoteAsync(results, driver.Settings, cancel);
        IFieldPart[] parts =
        [
            new CallsPart(driver, launcher, plan, results),
            new ClusterPart(driver, launcher, plan, results), new StartPart(driver, launcher, plan, results),
            new JoinPart(driver, launcher, plan, results), new RestartPart(driver, launcher, plan, results),
        ];
        foreach (var part in parts.Where(part => driver.Settings.Only is null || driver.Settings.Only.Split(',').Contains(part.Name)))
        {
            await Console.Error.WriteLineAsync($"part: {part.Name}");
            results.Begin(part.Name);
            await ClusterBenchmark.AttemptAsync(driver, () => part.RunAsync(cancel));
            results.Save();
        }
        results.WriteRatios(report);
        report.Line("");
        report.Line($"Published in {Path.GetFileName(driver.Settings.OutputDirectory.TrimEnd('/'))}: field.md, figures.json and plots.");
    }
}
