using System.Diagnostics;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>A cluster under measurement: those of its nodes that run.</summary>
internal sealed class MeasuredCluster : IAsyncDisposable
{
    // With it every acknowledgement is a real one: a register whose level was not met is a fault, and counts as an error.
    private const string Strict = "microreg.cluster.strict=true";
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly TestCluster _cluster;
    private readonly List<MeasuredNode> _nodes;

    private MeasuredCluster(TestCluster cluster) =>
        (_cluster, _nodes) = (cluster, [.. cluster.Nodes.Select(node => new MeasuredNode(node))]);

    /// <summary>The one that was started last is the last.</summary>
    public IReadOnlyList<MeasuredNode> Nodes => _nodes;

    public IReadOnlyList<ServerProcess> Processes => [.. _nodes.Select(node => node.Process)];

    public IReadOnlyList<int> ClusterPorts => [.. _nodes.Select(node => node.Node.Place.ClusterPort)];

    /// <summary>Nodes on 127.0.0.1 that allow what the scenarios ask of them.</summary>
    /// <param name="nodes">How many.</param>
    /// <param name="directory">Where their data stay.</param>
    /// <param name="settings">Settings that not all clusters have.</param>
    public static ClusterShape Shape(int nodes, string directory, params string[] settings) =>
        new(nodes, HasOwnNetwork: false, [Strict, StoredRecords.AllowCollect, .. settings]) { Directory = directory };

    /// <summary>Starts all at once and waits until each sees all of them.</summary>
    public static async Task<MeasuredCluster> StartAsync(ServerLauncher launcher, ClusterShape shape, CancellationToken cancel)
    {
        var cluster = new MeasuredCluster(await launcher.StartClusterAsync(shape, cancel));
        try
        {
            await cluster.CompleteAsync(cancel);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a node without data, which is not started yet.</summary>
    public Task<ClusterNode> AddNodeAsync() => _cluster.AddNodeAsync();

    /// <summary>Starts a node of this cluster that does not run.</summary>
    public async Task StartAsync(ClusterNode node, CancellationToken cancel)
    {
        await ServerLauncher.OrFailAsync(node.StartAsync(cancel));
        _nodes.Add(new MeasuredNode(node));
    }

    /// <summary>Stops the last node, which leaves the cluster, and waits until the others have seen it go.</summary>
    public Task StopLastAsync(CancellationToken cancel) => StopAsync(_nodes[^1], cancel);

    /// <summary>Stops a node, which leaves the cluster, and waits until the others have seen it go.</summary>
    public async Task StopAsync(MeasuredNode node, CancellationToken cancel)
    {
        _nodes.Remove(node);
        await StopAsync(node);
        await CompleteAsync(cancel);
    }

    /// <summary>Waits until every node sees all of them and no other.</summary>
    public async Task CompleteAsync(CancellationToken cancel)
    {
        await ServerLauncher.OrFailAsync(_cluster.CompleteAsync(cancel));
        // Continuations of socket reads run on the socket thread here, where nothing may block.
        await Task.Yield();
    }

    /// <summary>Waits until every node counts so many records.</summary>
    public async Task SettleAsync(long records, CancellationToken cancel)
    {
        foreach (var node in _nodes)
        {
            var started = Stopwatch.GetTimestamp();
            int count;
            while ((count = await node.Client.CountAsync(cancel)) != records)
            {
                if (Stopwatch.GetElapsedTime(started) > SettleTimeout)
                    throw new BenchmarkFailedException(
                        $"{node.Node.Name} should hold {records} records; it holds {count}. {await NodeStatus.AskAsync(node.Node)}");
                await Task.Delay(Poll, cancel);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(StopAsync));
        _nodes.Clear();
        await _cluster.DisposeAsync();
    }

    private static async Task StopAsync(MeasuredNode node)
    {
        node.Dispose();
        if (!await node.Node.StopAsync(ServerProcess.StopTimeout))
            await ServerProcess.WarnAsync(node.Process.Id);
    }
}
