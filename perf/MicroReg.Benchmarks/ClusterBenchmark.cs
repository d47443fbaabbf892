using System.Net.Sockets;
using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.ClusterScenarios;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks;

/// <summary>All scenarios of a cluster. One cluster runs at a time: the cores are few.</summary>
internal static class ClusterBenchmark
{
    public static async Task RunAsync(Driver driver, Report report, CancellationToken cancel)
    {
        var launcher = new ServerLauncher(driver.Settings, new ProcessLedger(driver.Settings.WorkDirectory));
        var stored = new StoredClusters(driver, launcher);
        var sizes = driver.Settings.Records;
        foreach (var records in sizes.SkipLast(1))
            await stored.FillAsync(records, cancel);
        var (empty, filled) = await stored.FillAsync(sizes[^1], cancel);

        var (register, visibility) = (new MajorityScenario(driver, launcher), new VisibilityScenario(driver));
        var arrival = new ArrivalScenario(driver, launcher, stored);
        foreach (var records in sizes)
        {
            await AttemptAsync(driver, () => WriteAndReadAsync(records));
            await AttemptAsync(driver, () => arrival.RunAsync(records, cancel));
        }
        register.Write(report);
        visibility.Write(report);
        arrival.Write(report);
        await AttemptAsync(driver, () => new IdleScenario(driver, launcher, stored).RunAsync(sizes[^1], report, cancel));
        var cost = new WriteCostScenario(driver, launcher);
        await AttemptAsync(driver, () => cost.RunAsync(cancel));
        cost.Write(report);
        Arithmetic.Write(report, sizes[^1], filled - empty, arrival.CopySeconds(sizes[^1]), cost.Costs);

        async Task WriteAndReadAsync(int records)
        {
            await using var cluster = await MeasuredCluster.StartAsync(launcher, stored.Copy(records), cancel);
            await cluster.SettleAsync(records, cancel);
            await register.RunAsync(cluster, records, cancel);
            await visibility.RunAsync(cluster, records, cancel);
            await StepCheck.RunAsync(driver, cluster, cancel);
        }
    }

    /// <summary>A scenario that fails is an error of the run; the figures of the others are shown all the same.</summary>
    public static async Task AttemptAsync(Driver driver, Func<Task> scenario)
    {
        try
        {
            await scenario();
        }
        catch (Exception e)
            when (e is BenchmarkFailedException or IOException or SocketException or HttpRequestException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            driver.Fail(e.Message);
        }
    }
}
