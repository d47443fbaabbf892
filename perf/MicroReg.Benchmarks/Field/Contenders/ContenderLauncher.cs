using System.Net.Http.Json;
using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>Starts contenders, each as its users run it, each in a directory of its own.</summary>
internal sealed class ContenderLauncher(Driver driver, ServerLauncher launcher, FieldResults results, Fleet fleet)
{
    private const string SyncAlways = "microreg.storage.fsync=always";

    // Its queue of connections that wait has room for five, and it serves them one after another.
    public const int DictionaryConnections = 4;
    private static int _directories;

    /// <summary>Clusters that were started, by the contender's name.</summary>
    public Dictionary<string, MeasuredCluster> Clusters { get; } = [];

    public async Task<IContender> RegistryAsync(int nodes, bool synced, CancellationToken cancel)
    {
        var shape = MeasuredCluster.Shape(nodes, TakeDirectory(), synced ? [SyncAlways] : []);
        var cluster = await MeasuredCluster.StartAsync(launcher, shape, cancel);
        var name = synced ? ContenderNames.Synced : ContenderNames.Registry;
        Clusters[$"{name}/{nodes}"] = cluster;
        return new SocketContender(
            name, driver, cluster.Processes, synced ? WritesOf(RegistryCalls.All) : RegistryCalls.All, new RegistryStore(driver, cluster))
        {
            MostRecords = synced ? FieldPlan.MostForAll : int.MaxValue,
            Owned = cluster,
        };
    }

    /// <summary>The same servers asked in several ways.</summary>
    public async Task<IReadOnlyList<IContender>> EtcdAsync(int nodes, CancellationToken cancel)
    {
        IReadOnlyList<ServerProcess> servers;
        ServerProcess leader;
        if (nodes == 1)
        {
            leader = await fleet.AddAsync(launcher.StartEtcdAsync(TakeDirectory(), cancel));
            servers = [leader];
        }
        else
        {
            var cluster = await EtcdCluster.StartAsync(launcher, fleet, TakeDirectory(), cancel);
            (servers, leader) = (cluster.Members, cluster.Leader);
        }
        results.Version("etcd", await VersionAsync(leader, cancel));
        var store = new EtcdStore(leader);
        return
        [
            Etcd(ContenderNames.EtcdGateway, EtcdGatewayCalls.All),
            Etcd(ContenderNames.EtcdGrpc, EtcdGrpcCalls.All),
            .. nodes == 1 ? [] : new[] { Etcd(ContenderNames.EtcdSerializable, ReadsOf(EtcdGrpcCalls.Serializable)) },
        ];

        SocketContender Etcd(string name, IReadOnlyDictionary<Operation, PeerCall> calls) =>
            new(name, driver, servers, calls, store) { MostRecords = int.MaxValue };
    }

    public async Task<IContender> ZooKeeperAsync(int nodes, CancellationToken cancel)
    {
        if (nodes > 1)
        {
            var ensemble = await ZooKeeperEnsemble.StartAsync(launcher, fleet, TakeDirectory(), cancel);
            results.Version("ZooKeeper", ensemble.Version);
            return new ZooKeeperContender(ContenderNames.ZooKeeper, driver, launcher, ensemble.Servers);
        }
        var place = ZooKeeperPlace.Take(1, TakeDirectory());
        var server = await fleet.AddAsync(launcher.StartZooKeeperAsync(place, [place], cancel));
        results.Version("ZooKeeper", await ZooKeeperEnsemble.VersionAsync(server, cancel));
        return new ZooKeeperContender(ContenderNames.ZooKeeper, driver, launcher, [server]);
    }

    public async Task<IContender> DictionaryAsync(CancellationToken cancel)
    {
        var server = await fleet.AddAsync(launcher.StartDictionaryAsync(cancel));
        var group = ServerGroup.Of(server) with { Connections = DictionaryConnections, OpenAsync = Load.SingleCallConnection.OpenAsync };
        var store = new MulticallStore(driver, server, RegistryStoredCalls.Store, RegistryStoredCalls.TakeBack) { Group = group };
        return new SocketContender(ContenderNames.Dictionary, driver, [server], DictionaryCalls.All, store)
        {
            Connections = DictionaryConnections
        };
    }

    public async Task<IContender> RosMasterAsync(CancellationToken cancel)
    {
        var server = await fleet.AddAsync(launcher.StartRosMasterAsync(cancel));
        var store = new MulticallStore(driver, server, RosMasterCalls.Store, RosMasterCalls.TakeBack);
        return new SocketContender(ContenderNames.RosMaster, driver, [server], RosMasterCalls.All, store);
    }

    /// <summary>Answers all calls of MicroReg alike, with as many bytes as a lookup has there.</summary>
    public async Task<IContender> FloorAsync(int answerBytes, CancellationToken cancel)
    {
        var server = await fleet.AddAsync(launcher.StartFloorAsync(answerBytes, cancel));
        return new SocketContender(ContenderNames.Floor, driver, [server], FloorCalls.All, new NoStore()) { MostRecords = int.MaxValue };
    }

    public string TakeDirectory() => Path.Combine(launcher.Ledger.Directory, $"field-{++_directories}");

    private static Dictionary<Operation, PeerCall> WritesOf(IReadOnlyDictionary<Operation, PeerCall> calls) =>
        calls.Where(call => call.Key is Operation.Register or Operation.Update).ToDictionary();

    private static Dictionary<Operation, PeerCall> ReadsOf(IReadOnlyDictionary<Operation, PeerCall> calls) =>
        calls.Where(call => call.Key is Operation.Lookup or Operation.Update).ToDictionary();

    private static async Task<string> VersionAsync(ServerProcess etcd, CancellationToken cancel)
    {
        using var http = new HttpClient();
        var answer = await http.GetFromJsonAsync<Dictionary<string, string>>(new Uri($"http://127.0.0.1:{etcd.Port}/version"), cancel);
        await Task.Yield();
        return answer?["etcdserver"] ?? "unknown";
    }

    private sealed class NoStore : IStore
    {
        public Task FillAsync(int from, int to, CancellationToken cancel) => Task.CompletedTask;

        public Task TakeBackAsync(long first, long end, CancellationToken cancel) => Task.CompletedTask;

        public Task SettleAsync(long more, CancellationToken cancel) => Task.CompletedTask;
    }
}
