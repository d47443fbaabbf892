using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>The requests of a run: for each connection its own template, for all of them the same numbers.</summary>
internal static class OperationRequests
{
    private const int LookupsPerUpdate = 9;

    /// <summary>Null if the contender knows nothing of the kind.</summary>
    public static PeerCall? Find(IReadOnlyDictionary<Operation, PeerCall> calls, Operation operation) => operation switch
    {
        Operation.Mixed when calls.TryGetValue(Operation.Lookup, out var lookup) && calls.TryGetValue(Operation.Update, out var update) =>
            lookup with { Check = lookup.Check.Or(update.Check) },
        _ => calls.GetValueOrDefault(operation),
    };

    public static Func<IRequestSource> Of(IReadOnlyDictionary<Operation, PeerCall> calls, Operation operation, CallNumbers numbers) =>
        operation switch
        {
            Operation.Register => () => new Filled(calls[operation].Template(), numbers.NewNames.Take),
            Operation.Lookup or Operation.Heartbeat => () => new Filled(calls[operation].Template(), numbers.NextStored),
            Operation.Update => () => new Filled(calls[operation].Template(), numbers.NextStatus),
            Operation.HeartbeatBatch => () => new Filled(calls[operation].Template(), numbers.NextBatch),
            Operation.Mixed => () => new Mixed(Of(calls, Operation.Lookup, numbers)(), Of(calls, Operation.Update, numbers)()),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };

    private sealed class Filled(ICallTemplate template, Func<long> next) : IRequestSource
    {
        public ReadOnlyMemory<byte> Next() => template.Fill(next());
    }

    private sealed class Mixed(IRequestSource lookups, IRequestSource updates) : IRequestSource
    {
        private int _calls;

        public ReadOnlyMemory<byte> Next() => (++_calls % (LookupsPerUpdate + 1) == 0 ? updates : lookups).Next();
    }
}
