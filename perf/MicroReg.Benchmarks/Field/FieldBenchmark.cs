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
        var book = FieldBook.Open(driver.Settings, plan);
        await PeerVersions.NoteAsync(book, driver.Settings, cancel);
        IFieldPart[] parts =
        [
            new CallsPart(driver, launcher, plan, book),
            new ClusterPart(driver, launcher, plan, book), new StartPart(driver, launcher, plan, book),
            new JoinPart(driver, launcher, plan, book), new RestartPart(driver, launcher, plan, book),
        ];
        foreach (var part in parts.Where(part => driver.Settings.Only is null || driver.Settings.Only.Split(',').Contains(part.Name)))
        {
            await Console.Error.WriteLineAsync($"part: {part.Name}");
            book.Begin(part.Name);
            await ClusterBenchmark.AttemptAsync(driver, () => part.RunAsync(cancel));
            book.Save();
        }
        book.WriteRatios(report);
        report.Line("");
        report.Line($"Published in {Path.GetFileName(driver.Settings.OutputDirectory.TrimEnd('/'))}: field.md, figures.json and plots.");
    }
}
