using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>Nodes of MicroReg; every one of them must count what was stored.</summary>
internal sealed class RegistryStore(Driver driver, MeasuredCluster cluster)
    : MulticallStore(driver, cluster.Processes[0], RegistryStoredCalls.Store, RegistryStoredCalls.TakeBack), IStore
{
    /// <summary>So many of the first stored instances have beaten; of a million the others beat first when they are measured.</summary>
    private const int MostBeaten = 100_000;

    private int _records;
    private int _superseded;

    /// <summary>The first beat of an instance is a write: it is passing from then on. What is measured are those that follow.</summary>
    public async Task PrepareAsync(Operation operation, CancellationToken cancel)
    {
        if (operation is not (Operation.Heartbeat or Operation.HeartbeatBatch))
            return;
        var end = Math.Min(_records, MostBeaten);
        await RunAsync(_superseded, end, RegistryStoredCalls.Heartbeat, cancel);
        _superseded = Math.Max(_superseded, end);
        await cluster.SettleAsync(_records, cancel);
    }

    public override async Task FillAsync(int from, int to, CancellationToken cancel)
    {
        await base.FillAsync(from, to, cancel);
        _records = to;
        await cluster.SettleAsync(to, cancel);
    }

    public override async Task TakeBackAsync(long first, long end, CancellationToken cancel)
    {
        await base.TakeBackAsync(first, end, cancel);
        await cluster.SettleAsync(_records, cancel);
    }

    public override Task SettleAsync(long more, CancellationToken cancel) => cluster.SettleAsync(_records + more, cancel);
}
