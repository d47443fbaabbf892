using MicroReg.Benchmarks.Events.Latency;
using MicroReg.Benchmarks.Events.Swarm;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Events;

/// <summary>How changes reach those who listen.</summary>
internal static class EventBenchmark
{
    public static async Task RunAsync(Driver driver, Report report, CancellationToken cancel)
    {
        var launcher = new ServerLauncher(driver.Settings, new ProcessLedger(driver.Settings.WorkDirectory));
        var latency = new LatencyScenario(driver, launcher);
        await ClusterBenchmark.AttemptAsync(driver, () => latency.RunAsync(cancel));
        latency.Write(report);
        var swarm = new SwarmScenario(driver, launcher);
        await ClusterBenchmark.AttemptAsync(driver, () => swarm.RunAsync(cancel));
        swarm.Write(report);
    }
}
