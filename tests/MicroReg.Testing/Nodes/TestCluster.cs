using MicroReg.Testing.Networks;

namespace MicroReg.Testing.Nodes;

/// <summary>Nodes that share one list of seeds: those that were there at the start.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly ClusterShape _shape;
    private readonly INodeNetwork _network;
    private readonly List<ClusterNode> _nodes = [];
    private IReadOnlyList<string> _seeds = [];

    private TestCluster(ClusterShape shape, INodeNetwork network)
    {
        (_shape, _network) = (shape, network);
        Directory = shape.Directory ?? System.IO.Directory.CreateTempSubdirectory("microreg-cluster-").FullName;
        KeepsDirectory = shape.Directory is not null;
    }

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    /// <summary>The nodes that are up and not paused.</summary>
    public IEnumerable<ClusterNode> Serving => _nodes.Where(node => node.IsServing);

    /// <summary>Data and logs of the nodes, and the history of calls.</summary>
    public string Directory { get; }

    /// <summary>True to leave the directory behind, for whoever has to find out what went wrong.</summary>
    public bool KeepsDirectory { get; set; }

    /// <summary>The links; only of a cluster that has a network of its own.</summary>
    public VirtualNetwork Links =>
        _network as VirtualNetwork ?? throw new InvalidOperationException("These nodes share the loopback link.");

    /// <summary>Starts all nodes at once and waits until each is ready.</summary>
    public static async Task<TestCluster> StartAsync(ClusterShape shape, CancellationToken cancel = default)
    {
        var cluster = new TestCluster(shape, shape.HasOwnNetwork ? await VirtualNetwork.CreateAsync() : new LoopbackNetwork());
        try
        {
            await cluster.AddAllAsync();
            await Task.WhenAll(cluster.Nodes.Select(node => node.StartAsync(cancel)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a node that is not a seed and is not started yet.</summary>
    public async Task<ClusterNode> AddNodeAsync() => Add(await _network.AddPlaceAsync());

    /// <summary>Waits until every node that runs sees all of them and no other.</summary>
    /// <exception cref="TimeoutException">One does not; says what it sees.</exception>
    public async Task CompleteAsync(CancellationToken cancel = default)
    {
        var running = _nodes.Where(node => node.IsRunning).ToList();
        foreach (var node in running)
        {
            NodeStatus? status = null;
            if (await Patience.TryUntilAsync(IsCompleteAsync, Patience.Limit, cancel) is null)
                throw new TimeoutException($"{node.Name} does not see {running.Count} nodes: {status}");

            async Task<bool> IsCompleteAsync()
            {
                status = await NodeStatus.AskAsync(node);
                return status?.IsCompleteWith(running.Count) == true;
            }
        }
    }

    /// <summary>A place for something that nodes call.</summary>
    public Task<NodePlace> AddGuestAsync() => _network.AddGuestAsync();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        await _network.DisposeAsync();
        if (!KeepsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task AddAllAsync()
    {
        var places = new List<NodePlace>(_shape.Places);
        while (places.Count < _shape.Nodes)
            places.Add(await _network.AddPlaceAsync());
        // A node alone has no seeds: it forms a cluster of itself.
        _seeds = _shape.Nodes == 1 ? [] : [.. places.Select(place => place.Member)];
        places.ForEach(place => Add(place));
    }

    private ClusterNode Add(NodePlace place)
    {
        var number = _nodes.Count + 1;
        var node = new ClusterNode(number, place, Path.Combine(Directory, $"node-{number}"), _seeds, _shape.Setup);
        node.Settings.AddRange(_shape.Settings);
        _nodes.Add(node);
        return node;
    }
}
