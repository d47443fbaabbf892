using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>What it costs a node to know that instances are alive.</summary>
internal static class HealthBenchmark
{
    public static async Task RunAsync(Driver driver, Report report, CancellationToken cancel)
    {
        var launcher = new ServerLauncher(driver.Settings, new ProcessLedger(driver.Settings.WorkDirectory));
        await ClusterBenchmark.AttemptAsync(driver, () => new HeartbeatCostScenario(driver, launcher).RunAsync(report, cancel));
        await ClusterBenchmark.AttemptAsync(driver, () => new HeartbeatLoadScenario(driver, launcher).RunAsync(report, cancel));
        await ClusterBenchmark.AttemptAsync(driver, () => new ProbeLoadScenario(driver, launcher).RunAsync(report, cancel));
    }
}
