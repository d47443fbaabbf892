using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.ClusterScenarios;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Peers;
using MicroReg.Benchmarks.Events.Ways;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Events.Latency;

/// <summary>Three nodes, and three servers of each peer that is compared; all hold the same records.</summary>
internal sealed class LatencyServers(Driver driver, ServerLauncher launcher) : IAsyncDisposable
{
    private const int OpenConnections = 32;
    private readonly Fleet _fleet = new();
    private MeasuredCluster? _nodes;
    private RegistryChanges? _registryChanges;
    private FeedServers? _registry;
    private FeedServers? _etcd;
    private EtcdPuts? _puts;
    private ZooKeeperClient? _zooKeeper;
    private readonly List<string> _peerFacts = [];
    private int _records;

    /// <summary>The ways that the nodes serve.</summary>
    public IReadOnlyList<IWay> Ways { get; private set; } = [];

    public MeasuredCluster Nodes => _nodes!;

    /// <summary>What the peers are and how they run, for the report.</summary>
    public IReadOnlyList<string> PeerFacts => _peerFacts;

    public async Task StartAsync(CancellationToken cancel)
    {
        var settings = driver.Settings;
        var shape = MeasuredCluster.Shape(StoredClusters.Nodes, Path.Combine(settings.WorkDirectory, "events"));
        _nodes = await MeasuredCluster.StartAsync(launcher, shape, cancel);
        var (first, second) = (_nodes.Processes[0].Port, _nodes.Processes[1].Port);
        _registryChanges = new RegistryChanges(first);
        await _registryChanges.OpenAsync(OpenConnections, cancel);
        _registry = new FeedServers([(Places.Same, first), (Places.Other, second)], _registryChanges);
        Ways = await CallbackCalls.AreServedAsync(first, cancel)
            ? [new EventStream(), new LongPoll(), new Callback()]
            : [new EventStream(), new LongPoll()];
        if (settings.EtcdPath.Length > 0)
        {
            var etcd = await EtcdCluster.StartAsync(launcher, _fleet, Path.Combine(settings.WorkDirectory, "events-etcd"), cancel);
            _peerFacts.Add(EtcdFacts(etcd.Version));
            _puts = new EtcdPuts(etcd.Leader.Port);
            _etcd = new FeedServers(
                [(Places.Same, etcd.Leader.Port), (Places.Other, etcd.Members.First(member => member != etcd.Leader).Port)], _puts);
        }
        if (settings.ZooKeeperPath.Length > 0)
        {
            var ensemble = await ZooKeeperEnsemble.StartAsync(
                launcher, _fleet, Path.Combine(settings.WorkDirectory, "events-zookeeper"), cancel);
            _peerFacts.Add(ZooKeeperFacts(ensemble.Version));
            _zooKeeper = new ZooKeeperClient(settings.ZooKeeperPath, launcher.Ledger, [ensemble.Leader, ensemble.Follower]);
        }
    }

    /// <summary>Stores more records everywhere.</summary>
    public async Task FillAsync(int records, CancellationToken cancel)
    {
        var group = new ServerGroup([Nodes.Processes[0]], Nodes.Processes)
        {
            SettleAsync = (_, token) => Nodes.SettleAsync(records, token)
        };
        await driver.RunAsync(
            group, RegistryRequests.Preload(_records), RegistryRequests.RegisterCheck, records - _records, driver.Settings.PreloadLimit,
            cancel);
        _registry!.Statuses.Grow(records);
        using (var calls = new FeedCalls(Nodes.Processes[0].Port))
            _registry.Cursor = await calls.ReadToEndAsync(cancel);
        await (_puts?.FillAsync(_records, records, cancel) ?? Task.CompletedTask);
        _etcd?.Statuses.Grow(records);
        await (_zooKeeper?.FillAsync(_records, records, cancel) ?? Task.CompletedTask);
        _records = records;
    }

    /// <summary>Each way by itself, and the peers.</summary>
    public IReadOnlyList<IEventTarget> OneByOne() => [.. Ways.Select(way => new FeedTarget(way.Name, _registry!, way)), .. Rivals()];

    /// <summary>All ways at once, and the peers: for rates at which they do not notice each other.</summary>
    public IReadOnlyList<IEventTarget> Together() => [new FeedTarget("all ways", _registry!, [.. Ways]), .. Rivals()];

    public async ValueTask DisposeAsync()
    {
        _registryChanges?.Dispose();
        _puts?.Dispose();
        await (_zooKeeper?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_nodes?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _fleet.DisposeAsync();
    }

    private IEnumerable<IEventTarget> Rivals()
    {
        if (_etcd is not null)
            yield return new FeedTarget("etcd", _etcd, new EtcdWatch());
        if (_zooKeeper is not null)
            yield return new ZooKeeperTarget(_zooKeeper);
    }

    private static string EtcdFacts(string version) =>
        $"etcd {version}, three servers as shipped (its log is synced for each group of puts); puts at the leader, watches of all keys "
            + "there and at a follower; client: the package dotnet-etcd (gRPC), in this process; values are parsed as JSON.";

    private static string ZooKeeperFacts(string version) =>
        $"ZooKeeper {version}, three servers as Debian configures them (tick 2 s, limits 10 and 5, log synced for each group of writes, "
            + "heap of 1,000 MiB, no admin server); setData at the leader, persistent recursive watches there and at a follower; client: "
            + "its own Java client in a process that changes, watches and measures by itself. A watch says only which record changed, so "
            + "\"and read\" is what a subscriber needs to hold the new state.";
}
