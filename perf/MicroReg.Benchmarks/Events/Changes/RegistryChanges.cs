using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Events.Changes;

/// <summary><c>update_status</c> at one node, on as many connections as calls are unanswered at a time.</summary>
internal sealed class RegistryChanges(int port) : IChangeSender, IDisposable
{
    // A server closes a connection that has long been idle, perhaps in the very moment in which it is used.
    private static readonly TimeSpan MostIdle = TimeSpan.FromSeconds(30);

    // The last connection that became free is taken first, so that few are in use while answers are quick.
    private readonly ConcurrentStack<Caller> _free = new();
    private readonly ConcurrentBag<Caller> _all = [];

    /// <summary>Opens connections beforehand, so that no change waits for one.</summary>
    public async Task OpenAsync(int connections, CancellationToken cancel)
    {
        for (var i = 0; i < connections; i++)
            _free.Push(await NewAsync(cancel));
        await Task.Yield();
    }

    public async Task SendAsync(PlannedChange change, Action sending)
    {
        var caller = TakeFree();
        // Before the connection is opened: if it is missing because others are not answered, that is the server's doing.
        sending();
        caller ??= await NewAsync(CancellationToken.None);
        var answer = await caller.Connection.CallAsync(caller.Request.Fill((change.Record * 2L) + change.Status));
        if (!RegistryRequests.TrueCheck.Accepts(answer.Span))
            throw new BenchmarkFailedException($"update_status answered: {Encoding.UTF8.GetString(answer.Span)}");
        caller.UsedAt = Stopwatch.GetTimestamp();
        _free.Push(caller);
    }

    public void Dispose()
    {
        foreach (var caller in _all)
            caller.Connection.Dispose();
    }

    private Caller? TakeFree()
    {
        while (_free.TryPop(out var caller))
        {
            if (Stopwatch.GetElapsedTime(caller.UsedAt) < MostIdle)
                return caller;
            caller.Connection.Dispose();
        }
        return null;
    }

    private async Task<Caller> NewAsync(CancellationToken cancel)
    {
        var caller = new Caller(await HttpConnection.OpenAsync(port, cancel), RegistryRequests.UpdateStatus());
        _all.Add(caller);
        return caller;
    }

    private sealed record Caller(HttpConnection Connection, DigitTemplate Request)
    {
        public long UsedAt { get; set; } = Stopwatch.GetTimestamp();
    }
}
