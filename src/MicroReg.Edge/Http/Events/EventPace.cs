namespace MicroReg.Edge.Http.Events;

/// <summary>
/// A beat for many streams: those that have written wait for the next one before they read again. One timer serves all, and runs
/// only while somebody waits; and streams that go on together find the same changes, written already.
/// </summary>
/// <param name="interval">The least time between two beats.</param>
/// <param name="time">The clock.</param>
internal sealed class EventPace(TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next beat, after the interval at the latest.</summary>
    public Task NextAsync()
    {
        TaskCompletionSource next;
        lock (_gate)
        {
            if (_next is not null)
                return _next.Task;
            // Not on the thread of the timer: a thousand streams are work for all processors.
            _next = next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = HeartbeatAsync();
        return next.Task;
    }

    /// <summary>Lets all go who wait, now and later.</summary>
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
