using System.Diagnostics;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>Real nodes on 127.0.0.1 with one list of seeds.</summary>
internal sealed class NodeCluster : IAsyncDisposable
{
    // With it every acknowledgement is a real one: a register whose level was not met is a fault, and counts as an error.
    private const string Strict = "microreg.cluster.strict=true";
    private static readonly TimeSpan CompleteTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly ServerLauncher _launcher;
    private readonly int[] _seeds;
    private readonly IReadOnlyList<string> _nodeSettings;
    private readonly List<ClusterNode> _nodes = [];

    private NodeCluster(ServerLauncher launcher, int[] seeds, IReadOnlyList<string> nodeSettings) =>
        (_launcher, _seeds, _nodeSettings) = (launcher, seeds, nodeSettings);

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public IReadOnlyList<ServerProcess> Processes => [.. _nodes.Select(node => node.Process)];

    public IReadOnlyList<int> ClusterPorts => [.. _nodes.Select(node => node.Place.ClusterPort)];

    /// <summary>Starts all at once and waits until each sees all of them.</summary>
    public static Task<NodeCluster> StartAsync(ServerLauncher launcher, IReadOnlyList<MemberPlace> places, CancellationToken cancel) =>
        StartAsync(launcher, places, [], cancel);

    /// <summary>The same with settings that not all clusters have.</summary>
    public static async Task<NodeCluster> StartAsync(
        ServerLauncher launcher, IReadOnlyList<MemberPlace> places, IReadOnlyList<string> nodeSettings, CancellationToken cancel)
    {
        var cluster = new NodeCluster(launcher, [.. places.Select(place => place.ClusterPort)], nodeSettings);
        var starting = new Fleet();
        try
        {
            var processes = await Task.WhenAll(places.Select(place => starting.AddAsync(cluster.LaunchAsync(place, cancel))));
            cluster._nodes.AddRange(places.Zip(processes, (place, process) => new ClusterNode(place, process)));
            await cluster.CompleteAsync(cancel);
            return cluster;
        }
        catch
        {
            await starting.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more node, or one that was stopped; it becomes the last of <see cref="Nodes"/>.</summary>
    public async Task<ClusterNode> AddAsync(MemberPlace place, CancellationToken cancel)
    {
        var node = new ClusterNode(place, await LaunchAsync(place, cancel));
        _nodes.Add(node);
        return node;
    }

    /// <summary>Stops the last node, which leaves the cluster, and waits until the others have seen it go.</summary>
    public Task StopLastAsync(CancellationToken cancel) => StopAsync(_nodes[^1], cancel);

    /// <summary>Stops a node, which leaves the cluster, and waits until the others have seen it go.</summary>
    public async Task StopAsync(ClusterNode node, CancellationToken cancel)
    {
        _nodes.Remove(node);
        await node.DisposeAsync();
        await CompleteAsync(cancel);
    }

    /// <summary>Waits until every node sees all of them and no other.</summary>
    public async Task CompleteAsync(CancellationToken cancel)
    {
        foreach (var node in _nodes)
        {
            var answer = await AskUntilAsync(node.Client.ClusterAsync, a => a.IsCompleteWith(_nodes.Count), CompleteTimeout, cancel);
            if (!answer.IsCompleteWith(_nodes.Count))
                throw new BenchmarkFailedException($"{node.Place.Name} does not see {_nodes.Count} nodes: {answer}");
        }
    }

    /// <summary>Waits until every node counts so many records.</summary>
    public async Task SettleAsync(long records, CancellationToken cancel)
    {
        foreach (var node in _nodes)
        {
            var count = await AskUntilAsync(node.Client.CountAsync, c => c == records, SettleTimeout, cancel);
            if (count != records)
                throw new BenchmarkFailedException(
                    $"{node.Place.Name} should hold {records} records; it holds {count}. {await node.Client.ClusterAsync(cancel)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        _nodes.Clear();
    }

    private Task<ServerProcess> LaunchAsync(MemberPlace place, CancellationToken cancel) =>
        _launcher.StartMemberAsync(place, _seeds, cancel, [Strict, StoredRecords.AllowCollect, .. _nodeSettings]);

    private static async Task<T> AskUntilAsync<T>(
        Func<CancellationToken, Task<T>> ask, Predicate<T> isRight, TimeSpan timeout, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask(cancel);
            if (isRight(answer) || Stopwatch.GetElapsedTime(started) > timeout)
                return answer;
            await Task.Delay(Poll, cancel);
        }
    }
}
