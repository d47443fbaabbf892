using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>A contender that is asked over sockets by the load generator of all benchmarks here.</summary>
internal sealed class SocketContender(
    string name, Driver driver, IReadOnlyList<ServerProcess> servers, IReadOnlyDictionary<Operation, PeerCall> calls,
    IStore store) : IContender
{
    private readonly CallNumbers _numbers = new();

    public string Name => name;

    public IReadOnlyList<ServerProcess> Servers { get; } = servers;

    public int MostRecords { get; init; } = FieldPlan.MostForAll;

    /// <summary>Null: as many as everywhere else.</summary>
    public int? Connections { get; init; }

    /// <summary>Ended with the contender; those that share servers have none but in one of them.</summary>
    public IAsyncDisposable? Owned { get; init; }

    public bool Can(Operation operation) => OperationRequests.Find(calls, operation) is not null;

    public async Task FillAsync(int records, CancellationToken cancel)
    {
        await store.FillAsync(_numbers.Records, records, cancel);
        _numbers.Grow(records);
    }

    public async Task<Sample> RunAsync(Operation operation, long mostCalls, TimeSpan time, CancellationToken cancel)
    {
        var call = OperationRequests.Find(calls, operation)!;
        await store.PrepareAsync(operation, cancel);
        var first = _numbers.NewNames.Upcoming;
        var group = new ServerGroup(Servers, Servers)
        {
            Connections = Connections,
            SettleAsync = (answered, token) => store.SettleAsync(operation == Operation.Register ? answered : 0, token),
        };
        if (call.OpenAsync is { } open)
            group = group with { OpenAsync = open };
        var sample = await driver.RunAsync(group, OperationRequests.Of(calls, operation, _numbers), call.Check, mostCalls, time, cancel);
        if (_numbers.NewNames.Upcoming is var end && end > first)
            await store.TakeBackAsync(first, end, cancel);
        return sample with { Calls = sample.Calls * OperationText.PerCall(operation) };
    }

    public ValueTask DisposeAsync() => Owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
