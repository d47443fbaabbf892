using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Profiling.Publishing;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>Where the time of a node goes, operation by operation; of one build, or of two that are compared.</summary>
internal static class ProfileBenchmark
{
    public static async Task RunAsync(Driver driver, Report report, CancellationToken cancel)
    {
        var ledger = new ProcessLedger(driver.Settings.WorkDirectory);
        var plan = new ProfilePlan(driver.Settings);
        var builds = NodeBuild.Of(driver.Settings);
        var nodes = new List<ProfiledNode>();
        try
        {
            foreach (var build in builds)
            {
                await Console.Error.WriteLineAsync($"storing {plan.Records} records: {build.Name}, commit {build.Commit}");
                nodes.Add(await ProfiledNode.StartAsync(build, driver, ledger, cancel));
                await nodes[^1].FillAsync(plan.Records, cancel);
            }
            var profiler = new OperationProfiler(driver, plan, ledger, nodes);
            var profiles = new List<OperationProfile>();
            foreach (var operation in plan.Operations)
                profiles.Add(await profiler.RunAsync(operation, cancel));
            var page = ProfilePage.Write(driver.Settings, plan, builds, profiles);
            Directory.CreateDirectory(driver.Settings.OutputDirectory);
            await File.WriteAllTextAsync(Path.Combine(driver.Settings.OutputDirectory, "profile.md"), page, cancel);
            report.Line("");
            report.Line(page);
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }
}
