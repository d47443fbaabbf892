using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>
/// The data directories of clusters with a given number of records: registered once through one node, so that the others
/// have them by replication, then copied for every cluster that starts with them. Copies keep the ports of the first, and
/// only one of them may run at a time.
/// </summary>
internal sealed class StoredClusters(Driver driver, ServerLauncher launcher)
{
    public const int Nodes = 3;
    private readonly Dictionary<int, ClusterShape> _shapes = [];
    private int _copies;

    /// <summary>The memory of a node before and after, as the mean of all nodes.</summary>
    public async Task<(MemoryFigures Empty, MemoryFigures Filled)> FillAsync(int records, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"storing {records} records in {Nodes} nodes");
        var shape = MeasuredCluster.Shape(Nodes, Path.Combine(driver.Settings.WorkDirectory, $"cluster-{records}"));
        await using var cluster = await MeasuredCluster.StartAsync(launcher, shape, cancel);
        var empty = await CollectAsync(cluster, cancel);
        var servers = new ServerGroup([cluster.Processes[0]], cluster.Processes)
        {
            SettleAsync = (_, token) => cluster.SettleAsync(records, token)
        };
        await driver.RunAsync(
            servers, RegistryRequests.Preload(), RegistryRequests.RegisterCheck, records, driver.Settings.PreloadLimit, cancel);
        _shapes.Add(records, shape with { Places = [.. cluster.Nodes.Select(node => node.Node.Place)] });
        return (empty, await CollectAsync(cluster, cancel));
    }

    /// <summary>A cluster with data directories of its own and that many records.</summary>
    public ClusterShape Copy(int records)
    {
        var shape = _shapes[records];
        return shape with { Directory = Copy(shape.Directory!, $"{shape.Directory}-{++_copies}") };
    }

    private static string Copy(string directory, string copy)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(directory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private static async Task<MemoryFigures> CollectAsync(MeasuredCluster cluster, CancellationToken cancel)
    {
        var sum = new MemoryFigures(0, 0, 0);
        foreach (var node in cluster.Nodes)
        {
            var (heap, cache, resident) = await node.Client.CollectAsync(cancel);
            sum = new MemoryFigures(sum.ManagedHeap + heap, sum.SqliteCache + cache, sum.Resident + resident);
        }
        var nodes = cluster.Nodes.Count;
        return new MemoryFigures(sum.ManagedHeap / nodes, sum.SqliteCache / nodes, sum.Resident / nodes);
    }
}
