using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>A node that tells the names of its compiled methods, and the load on it.</summary>
internal sealed class ProfiledNode : IAsyncDisposable
{
    private readonly Driver _driver;
    private readonly MeasuredCluster _cluster;
    private readonly RegistryStore _store;
    private readonly CallNumbers _numbers = new();

    private ProfiledNode(string commit, Driver driver, MeasuredCluster cluster) =>
        (Commit, _driver, _cluster, _store) = (commit, driver, cluster, new RegistryStore(driver, cluster));

    public string Commit { get; }

    public ServerProcess Process => _cluster.Processes[0];

    public static async Task<ProfiledNode> StartAsync(NodeBuild build, Driver driver, ProcessLedger ledger, CancellationToken cancel)
    {
        var settings = driver.Settings with { NodePath = build.Path, NodeEnvironment = ProfiledEnvironment.Variables };
        var shape = MeasuredCluster.Shape(1, Path.Combine(ledger.Directory, $"profile-{build.Name}"));
        var cluster = await MeasuredCluster.StartAsync(new ServerLauncher(settings, ledger), shape, cancel);
        return new ProfiledNode(build.Commit, driver, cluster);
    }

    public async Task FillAsync(int records, CancellationToken cancel)
    {
        await _store.FillAsync(0, records, cancel);
        _numbers.Grow(records);
    }

    /// <summary>Rounds, until they have taken so long together; the recording does not see what is between them.</summary>
    public async Task<LoadTotal> LoadAsync(
        Operation operation, int mostNewNames, TimeSpan time, IRecording? recording, CancellationToken cancel)
    {
        await _store.PrepareAsync(operation, cancel);
        var total = LoadTotal.None;
        while (total.Elapsed < time)
        {
            var first = _numbers.NewNames.Upcoming;
            if (recording is not null)
                await recording.ResumeAsync(cancel);
            total = total.With(
                await RunAsync(operation, operation == Operation.Register ? mostNewNames : long.MaxValue, time - total.Elapsed, cancel));
            if (recording is not null)
                await recording.PauseAsync(cancel);
            if (_numbers.NewNames.Upcoming is var end && end > first)
                await _store.TakeBackAsync(first, end, cancel);
        }
        return total;
    }

    public async ValueTask DisposeAsync()
    {
        var map = ProfiledEnvironment.MapOf(Process.Id);
        await _cluster.DisposeAsync();
        File.Delete(map);
    }

    private Task<Sample> RunAsync(Operation operation, long mostCalls, TimeSpan time, CancellationToken cancel)
    {
        var servers = ServerGroup.Of(Process) with
        {
            SettleAsync = (answered, token) => _store.SettleAsync(operation == Operation.Register ? answered : 0, token),
        };
        return _driver.RunAsync(
            servers,
            OperationRequests.Of(RegistryCalls.All, operation, _numbers),
            RegistryCalls.All[operation].Check,
            mostCalls,
            time,
            cancel);
    }
}
