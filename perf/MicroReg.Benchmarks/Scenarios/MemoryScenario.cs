using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>Memory per instance, over an empty node: once filled by calls, once started from disk.</summary>
internal static class MemoryScenario
{
    private const double BudgetKiB = 1.2;

    public static void Write(Report report, int records, MemoryFigures empty, MemoryFigures filled, MemoryFigures restarted)
    {
        report.Heading($"Memory: {Show.Count(records)} instances in {Show.Count(records / RegistryRequests.InstancesPerService)} "
            + "services, after a full collection");
        report.Table(
            ["node", "managed heap MiB", "SQLite cache MiB", "RSS MiB", "heap + cache per instance, KiB", "RSS per instance, KiB"],
            [
                Row("empty", empty, null, records),
                Row("filled by register calls", filled, filled - empty, records),
                Row("started from disk", restarted, restarted - empty, records),
            ]);
        Judge(report, filled - empty, records);
    }

    /// <summary>Compares what an empty node has grown by with the budget of an instance, of which there are ten to a service.</summary>
    public static void Judge(Report report, MemoryFigures growth, int records)
    {
        var perInstance = growth.KiBPerInstance(records);
        report.Judge(
            $"managed heap + SQLite cache per instance, {Show.Count(records)} instances",
            $"{Show.Number(perInstance)} KiB over an empty node",
            $"≤ {BudgetKiB} KiB", perInstance <= BudgetKiB);
    }

    private static string[] Row(string node, MemoryFigures figures, MemoryFigures? growth, int records) =>
    [
        node, MiB(figures.ManagedHeap), MiB(figures.SqliteCache), MiB(figures.Resident),
        growth is null ? "–" : Show.Number(growth.KiBPerInstance(records)),
        growth is null ? "–" : Show.Number(growth.ResidentKiBPerInstance(records)),
    ];

    private static string MiB(long bytes) => Show.Number(bytes / 1048576.0);
}
