using MicroReg.Testing.Networks;

namespace MicroReg.Testing.Nodes;

/// <summary>Nodes that share one list of seeds: those that were there at the start.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly INodeNetwork _network;
    private readonly List<ClusterNode> _nodes = [];
    private IReadOnlyList<string> _seeds = [];
    private string[] _settings = [];

    private TestCluster(INodeNetwork network) => _network = network;

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    /// <summary>The nodes that are up and not paused.</summary>
    public IEnumerable<ClusterNode> Serving => _nodes.Where(node => node.IsServing);

    /// <summary>Data and logs of the nodes, and the history of calls.</summary>
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("microreg-cluster-").FullName;

    /// <summary>True to leave the directory behind, for whoever has to find out what went wrong.</summary>
    public bool KeepsDirectory { get; set; }

    /// <summary>The links; only of a cluster that has a network of its own.</summary>
    public VirtualNetwork Links =>
        _network as VirtualNetwork ?? throw new InvalidOperationException("These nodes share the loopback link.");

    /// <summary>Starts all nodes at once and waits until each is ready.</summary>
    public static async Task<TestCluster> StartAsync(ClusterShape shape)
    {
        var cluster = new TestCluster(shape.HasOwnNetwork ? await VirtualNetwork.CreateAsync() : new LoopbackNetwork());
        try
        {
            await cluster.AddAllAsync(shape);
            await Task.WhenAll(cluster.Nodes.Select(node => node.StartAsync()));
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

    /// <summary>A place for something that nodes call.</summary>
    public Task<NodePlace> AddGuestAsync() => _network.AddGuestAsync();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        await _network.DisposeAsync();
        if (!KeepsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task AddAllAsync(ClusterShape shape)
    {
        var places = new List<NodePlace>();
        while (places.Count < shape.Nodes)
            places.Add(await _network.AddPlaceAsync());
        // A node alone has no seeds: it forms a cluster of itself.
        _seeds = shape.Nodes == 1 ? [] : [.. places.Select(place => place.Member)];
        _settings = shape.Settings;
        places.ForEach(place => Add(place));
    }

    private ClusterNode Add(NodePlace place)
    {
        var number = _nodes.Count + 1;
        var node = new ClusterNode(number, place, Path.Combine(Directory, $"node-{number}"), _seeds);
        node.Settings.AddRange(_settings);
        _nodes.Add(node);
        return node;
    }
}
