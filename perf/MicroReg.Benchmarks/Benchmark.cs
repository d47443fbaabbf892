using MicroReg.Benchmarks.Events;
using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Liveness;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Profiling;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;
using MicroReg.Benchmarks.Services;

namespace MicroReg.Benchmarks;

/// <summary>All scenarios in one run.</summary>
internal static class Benchmark
{
    /// <summary>0: every answer was right, whatever the budgets say; 1: the figures cannot be trusted.</summary>
    public static async Task<int> RunAsync(BenchSettings settings, CancellationToken cancel)
    {
        var driver = new Driver(settings);
        var report = new Report();
        // A profile tells more of these itself, because it is kept.
        if (!settings.Profile)
            RunFacts.Write(report, settings);
        await (settings.Health ? HealthBenchmark.RunAsync(driver, report, cancel)
            : settings.Services ? ServicesBenchmark.RunAsync(driver, report, cancel)
            : settings.Profile ? ProfileBenchmark.RunAsync(driver, report, cancel)
            : settings.Field ? FieldBenchmark.RunAsync(driver, report, cancel)
            : settings.Events ? EventBenchmark.RunAsync(driver, report, cancel)
            : settings.Cluster ? ClusterBenchmark.RunAsync(driver, report, cancel)
            : RunScenariosAsync(driver, report, cancel));
        if (!settings.Field && !settings.Profile)
            report.AppendVerdicts();
        report.Line("");
        report.Line($"Errors: {driver.Errors}");
        await Console.Out.WriteLineAsync(report.ToString());
        foreach (var error in driver.FirstErrors)
            await Console.Error.WriteLineAsync($"error: {error}");
        return driver.Errors == 0 ? 0 : 1;
    }

    private static async Task RunScenariosAsync(Driver driver, Report report, CancellationToken cancel)
    {
        var launcher = new ServerLauncher(driver.Settings, new ProcessLedger(driver.Settings.WorkDirectory));
        var stored = new StoredRecords(driver, launcher);
        var sizes = driver.Settings.Records;
        foreach (var records in sizes.SkipLast(1))
            await stored.FillAsync(records, cancel);
        var (empty, filled) = await stored.FillAsync(sizes[^1], cancel);
        var restarted = await StartScenario.RunAsync(driver, launcher, stored, report, cancel);
        MemoryScenario.Write(report, sizes[^1], empty, filled, restarted);

        await using var fleet = new Fleet();
        var nodes = new Dictionary<int, ServerProcess>();
        foreach (var records in sizes)
            nodes[records] = await fleet.AddAsync(launcher.StartNodeAsync(stored.Copy(records), cancel));
        await LookupScenario.RunAsync(driver, launcher, nodes, report, cancel);
        await new RegisterScenario(driver, launcher, stored).RunAsync(nodes, report, cancel);
    }
}
