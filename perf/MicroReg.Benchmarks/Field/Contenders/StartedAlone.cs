using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Events.Peers;
using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>How each contender is started by itself and filled.</summary>
internal sealed class StartedAlone(Driver driver, ServerLauncher launcher)
{
    public IEnumerable<AloneServer> All(BenchSettings settings)
    {
        yield return new AloneServer(
            ContenderNames.Registry, (directory, cancel) => launcher.StartNodeAsync(directory, cancel, StoredRecords.AllowCollect),
            process => Multicalls(process, RegistryStoredCalls.Store));
        if (settings.EtcdPath.Length > 0)
            yield return new AloneServer("etcd", launcher.StartEtcdAsync, process => new EtcdFilling(process));
        if (settings.ZooKeeperPath.Length > 0)
            yield return new AloneServer(
                ContenderNames.ZooKeeper,
                StartZooKeeperAsync,
                process => new ZooKeeperFilling(new ZooKeeperContender("", driver, launcher, [process])));
        yield return new AloneServer(
            ContenderNames.Dictionary, (_, cancel) => launcher.StartDictionaryAsync(cancel),
            process => Multicalls(process, RegistryStoredCalls.Store), Keeps: false);
        if (settings.RosMasterPath.Length > 0)
        {
            yield return new AloneServer(
                ContenderNames.RosMaster, (_, cancel) => launcher.StartRosMasterAsync(cancel),
                process => Multicalls(process, RosMasterCalls.Store), Keeps: false);
        }
    }

    private Task<ServerProcess> StartZooKeeperAsync(string directory, CancellationToken cancel)
    {
        var place = ZooKeeperPlace.Take(1, directory);
        return launcher.StartZooKeeperAsync(place, [place], cancel);
    }

    // On one connection for each call all of them are understood.
    private MulticallFilling Multicalls(ServerProcess process, Func<long, (string, string[])> store) =>
        new(new MulticallStore(driver, process, store, store)
        {
            Group = ServerGroup.Of(process) with
            {
                Connections = ContenderLauncher.DictionaryConnections,
                OpenAsync = Load.SingleCallConnection.OpenAsync
            },
        });

    private sealed class MulticallFilling(MulticallStore store) : IFilling
    {
        public Task FillAsync(int from, int to, CancellationToken cancel) => store.FillAsync(from, to, cancel);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class EtcdFilling(ServerProcess process) : IFilling
    {
        private readonly EtcdPuts _puts = new(process.Port);

        public Task FillAsync(int from, int to, CancellationToken cancel) => _puts.FillAsync(from, to, cancel);

        public ValueTask DisposeAsync()
        {
            _puts.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ZooKeeperFilling(ZooKeeperContender client) : IFilling
    {
        public Task FillAsync(int from, int to, CancellationToken cancel) => client.FillAsync(to, cancel);

        public ValueTask DisposeAsync() => client.DisposeAsync();
    }
}

/// <summary>One server and how it comes to be.</summary>
/// <param name="Name">Of the contender.</param>
/// <param name="StartAsync">Starts it in a directory.</param>
/// <param name="Fill">Connects to it for filling it.</param>
/// <param name="Keeps">Whether its records are there again after a restart.</param>
internal sealed record AloneServer(
    string Name, Func<string, CancellationToken, Task<ServerProcess>> StartAsync, Func<ServerProcess, IFilling> Fill, bool Keeps = true);

/// <summary>Stores the records that every contender stores.</summary>
internal interface IFilling : IAsyncDisposable
{
    Task FillAsync(int from, int to, CancellationToken cancel);
}
