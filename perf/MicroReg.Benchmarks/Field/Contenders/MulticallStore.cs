using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>Fills a server of XML-RPC, and takes back, by <c>system.multicall</c>.</summary>
internal class MulticallStore(
    Driver driver, ServerProcess server, Func<long, (string, string[])> store, Func<long, (string, string[])> takeBack) : IStore
{
    /// <summary>How the server is called; by default on connections that are kept.</summary>
    public ServerGroup Group { get; init; } = ServerGroup.Of(server);

    public virtual Task FillAsync(int from, int to, CancellationToken cancel) => RunAsync(from, to, store, cancel);

    public virtual Task TakeBackAsync(long first, long end, CancellationToken cancel) => RunAsync(first, end, takeBack, cancel);

    public virtual Task SettleAsync(long more, CancellationToken cancel) => Task.CompletedTask;

    protected async Task RunAsync(long first, long end, Func<long, (string, string[])> call, CancellationToken cancel)
    {
        if (end <= first)
            return;
        var batches = new NumberSequence(0);
        await driver.RunAsync(
            Group, () => new MulticallBatches(batches, first, end, call), AnswerCheck.AnySuccess, MulticallBatches.Count(first, end),
            driver.Settings.PreloadLimit, cancel);
    }
}
