using System.Diagnostics;
using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>
/// What nodes with records take of a core while nobody calls, against members of an empty cluster. Both run through the
/// same windows of time, so that what else the machine does meets both.
/// </summary>
internal sealed class IdleScenario(Driver driver, ServerLauncher launcher, StoredClusters stored)
{
    private static readonly Budget AboveBare = Budget.AtMost(3, " % of a core");

    public async Task RunAsync(int records, Report report, CancellationToken cancel)
    {
        var settings = driver.Settings;
        await Console.Error.WriteLineAsync($"idle, {records} records, {settings.IdleWindows} windows");
        await using var cluster = await MeasuredCluster.StartAsync(launcher, stored.Copy(records), cancel);
        await using var fleet = new Fleet();
        var bare = await StartBareAsync(fleet, cancel);
        await Task.Delay(settings.IdleSettling, cancel);
        var windows = new List<Window>();
        for (var i = 0; i < settings.IdleWindows; i++)
            windows.Add(await MeasureAsync(cluster.Processes, bare, cancel));
        Write(report, records, windows);
        await cluster.SettleAsync(records, cancel);
        await cluster.CompleteAsync(cancel);
    }

    private async Task<IReadOnlyList<ServerProcess>> StartBareAsync(Fleet fleet, CancellationToken cancel)
    {
        var first = await fleet.AddAsync(launcher.StartBareMemberAsync(0, cancel));
        var others = Enumerable.Range(1, StoredClusters.Nodes - 1)
            .Select(_ => fleet.AddAsync(launcher.StartBareMemberAsync(first.Port, cancel)));
        return [first, .. await Task.WhenAll(others)];
    }

    private async Task<Window> MeasureAsync(IReadOnlyList<ServerProcess> nodes, IReadOnlyList<ServerProcess> bare, CancellationToken cancel)
    {
        ServerProcess[] all = [.. nodes, .. bare];
        var before = all.Select(process => process.CpuTime).ToArray();
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(driver.Settings.IdleWindow, cancel);
        var elapsed = Stopwatch.GetElapsedTime(started);
        double[] percent = [.. all.Select((process, i) => 100 * (process.CpuTime - before[i]) / elapsed)];
        return new Window(percent[..nodes.Count], percent[nodes.Count..]);
    }

    private static void Write(Report report, int records, IReadOnlyList<Window> windows)
    {
        report.Heading($"Idle, three nodes with {Show.Count(records)} records beside three bare members of Akka.Cluster, % of a core");
        var nodes = windows[0].Nodes.Select((_, i) => ($"node {i + 1}", Spread.Of(windows.Select(w => w.Nodes[i]))));
        var bare = windows[0].Bare.Select((_, i) => ($"bare member {i + 1}", Spread.Of(windows.Select(w => w.Bare[i]))));
        report.Table(["process", "CPU % (range)"], nodes.Concat(bare).Select(row => (string[])[row.Item1, Show.Ratio(row.Item2)]));
        var above = Spread.Of(windows.Select(w => w.Nodes.Average() - w.Bare.Average()));
        report.Judge(
            $"idle CPU above a bare member, {Show.Count(records)} records", $"{Show.Ratio(above)} % of a core", AboveBare, above.Median);
    }

    private sealed record Window(double[] Nodes, double[] Bare);
}
