using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>From the start of the process to the ready line, with records on disk (their pages are in the kernel's cache).</summary>
internal static class StartScenario
{
    private const double BudgetSeconds = 5;

    /// <summary>The memory of a node that was started from disk.</summary>
    public static async Task<MemoryFigures> RunAsync(
        Driver driver, ServerLauncher launcher, StoredRecords stored, Report report, CancellationToken cancel)
    {
        var records = driver.Settings.Records[^1];
        var directory = stored.Copy(records);
        var (filled, empty) = (new List<double>(), new List<double>());
        MemoryFigures? memory = null;
        for (var run = 0; run < driver.Settings.StartRuns; run++)
        {
            await Console.Error.WriteLineAsync($"start {run + 1} of {driver.Settings.StartRuns}");
            var fresh = Path.Combine(driver.Settings.WorkDirectory, $"fresh-{run}");
            await using (var node = await launcher.StartNodeAsync(fresh, cancel))
                empty.Add(node.TimeToReady.TotalSeconds);
            await using (var node = await launcher.StartNodeAsync(directory, cancel, StoredRecords.AllowCollect))
            {
                filled.Add(node.TimeToReady.TotalSeconds);
                using var client = new NodeClient(node);
                memory ??= await client.CollectAsync(cancel);
                if (await client.CountAsync(cancel) is var count && count != records)
                    driver.Fail($"Started with {records} records on disk, the node counts {count}.");
            }
        }
        Write(report, records, Spread.Of(filled), Spread.Of(empty));
        return memory!;
    }

    private static void Write(Report report, int records, Spread filled, Spread empty)
    {
        report.Heading("Start, process to ready line");
        report.Table(
            ["node", "seconds (range)", "against an empty node"],
            [
                ["empty", Show.Ratio(empty), "1.00"],
                [$"{Show.Count(records)} records on disk", Show.Ratio(filled), Show.Number(filled.Median / empty.Median)],
            ]);
        report.Judge(
            $"start with {Show.Count(records)} records on disk", $"{Show.Seconds(filled.Median)} (empty: {Show.Seconds(empty.Median)})",
            $"≤ {BudgetSeconds} s", filled.Median <= BudgetSeconds);
    }
}
