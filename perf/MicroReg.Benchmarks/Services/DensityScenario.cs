using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Services;

/// <summary>
/// Memory of the same instances in services of ten and in services of one, over an empty node; each node also started again from its disk.
/// </summary>
internal static class DensityScenario
{
    private static readonly int[] Densities = [RegistryRequests.InstancesPerService, 1];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(300);

    public static async Task RunAsync(Driver driver, IReadOnlyList<MeasuredBuild> builds, Report report, CancellationToken cancel)
    {
        var instances = driver.Settings.InstancesOfServices;
        var rows = new List<string[]>();
        foreach (var density in Densities)
        {
            foreach (var build in builds)
            {
                await Console.Error.WriteLineAsync($"memory: {instances} instances, {density} to a service, {build.Title}");
                var (filled, restarted) = await MeasureAsync(driver, build, density, cancel);
                rows.Add([
                    build.Title,
                    Show.Count(density),
                    Show.Count(instances / density),
                    .. Row(filled, instances),
                    .. Row(restarted, instances)
                ]);
                if (density == RegistryRequests.InstancesPerService && build == builds[^1])
                    MemoryScenario.Judge(report, filled, instances);
            }
        }

        report.Heading($"Memory: {Show.Count(instances)} instances, after a full collection, per instance over an empty node");
        report.Table(
            [
                "node", "instances a service", "services", "heap + SQLite cache, KiB", "RSS, KiB",
                "started from disk: heap + SQLite cache, KiB", "started from disk: RSS, KiB",
            ],
            rows);
    }

    private static async Task<(MemoryFigures Filled, MemoryFigures Restarted)> MeasureAsync(
        Driver driver, MeasuredBuild build, int density, CancellationToken cancel)
    {
        var instances = driver.Settings.InstancesOfServices;
        var purpose = FormattableString.Invariant($"services-of-{density}");
        MemoryFigures empty, filled;
        await using (var node = await build.StartAsync(purpose, cancel))
        {
            using var client = new NodeClient(node);
            empty = await client.CollectAsync(cancel);
            await driver.RunAsync(
                ServerGroup.Of(node), RegistryRequests.Preload(0, density), RegistryRequests.RegisterCheck, instances,
                driver.Settings.PreloadLimit, cancel);
            await CheckCountAsync(driver, client, instances, cancel);
            filled = await SettleAsync(client, cancel);
        }

        await using (var node = await build.StartAsync(purpose, cancel))
        {
            using var client = new NodeClient(node);
            await CheckCountAsync(driver, client, instances, cancel);
            return (filled - empty, await SettleAsync(client, cancel) - empty);
        }
    }

    /// <summary>
    /// After a start the services of the disk get their actors in the background: the figure is taken when there come no more.
    /// </summary>
    private static async Task<MemoryFigures> SettleAsync(NodeClient client, CancellationToken cancel)
    {
        var actors = -1;
        for (var waited = TimeSpan.Zero; waited < SettleLimit; waited += Pause)
        {
            if (await client.ServiceActorsAsync(cancel) is var now && now == actors)
                break;
            actors = now;
            await Task.Delay(Pause, cancel);
        }

        return await client.CollectAsync(cancel);
    }

    private static async Task CheckCountAsync(Driver driver, NodeClient client, int expected, CancellationToken cancel)
    {
        if (await client.CountAsync(cancel) is var count && count != expected)
            driver.Fail($"The node should count {expected} instances; it counts {count}.");
    }

    private static string[] Row(MemoryFigures growth, int instances) =>
        [Show.Number(growth.KiBPerInstance(instances)), Show.Number(growth.ResidentKiBPerInstance(instances))];
}
