using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Profiling;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Services;

/// <summary>What it costs a node that each service has an actor of its own; of one build, or of two that are compared.</summary>
internal static class ServicesBenchmark
{
    public static async Task RunAsync(Driver driver, Report report, CancellationToken cancel)
    {
        var ledger = new ProcessLedger(driver.Settings.WorkDirectory);
        var builds = NodeBuild.Of(driver.Settings).Select(build => new MeasuredBuild(build, driver.Settings, ledger)).ToArray();
        await new CallCostScenario(driver, builds, report).RunAsync(cancel);
        await DensityScenario.RunAsync(driver, builds, report, cancel);
    }
}
