namespace MicroReg.Edge.Http.Events;

/// <summary>
/// A common pace for many streams: a stream that has written waits for the next tick before it reads again. One timer serves all streams,
/// and runs only while somebody waits. Streams that continue together find the same changes, already written.
/// </summary>
/// <param name="interval">The least time between two ticks.</param>
/// <param name="time">The clock.</param>
internal sealed class EventPace(TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next tick, after the interval at the latest.</summary>
    public Task NextAsync()
    {
        TaskCompletionSource next;
        lock (_gate)
        {
            if (_next is not null)
                return _next.Task;
            // Not on the timer's thread: a thousand streams should use all processors.
            _next = next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = HeartbeatAsync();
        return next.Task;
    }

    /// <summary>Releases all who wait, now and later.</summary>
    public void Dispose() => _ended.Cancel();

    private async Task HeartbeatAsync()
    {
        await Task.Delay(interval, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TaskCompletionSource? due;
        lock (_gate)
            (due, _next) = (_next, null);
        due?.SetResult();
    }
}
