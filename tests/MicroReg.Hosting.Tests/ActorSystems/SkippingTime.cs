namespace MicroReg.Hosting.Tests.ActorSystems;

/// <summary>A clock on which every wait is over at once: it moves on by what is waited for.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<(TimeSpan At, TaskCompletionSource Reached)> _awaited = [];
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far it has moved.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _elapsed;
        }
    }

    public override long GetTimestamp() => Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Elapsed;

    /// <summary>Completes when it has moved so far.</summary>
    public Task ReachesAsync(TimeSpan elapsed)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
            _awaited.Add((elapsed, reached));
        Skip(TimeSpan.Zero);
        return reached.Task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero)
            Skip(dueTime);
        return System.CreateTimer(callback, state, dueTime >= TimeSpan.Zero ? TimeSpan.Zero : dueTime, Timeout.InfiniteTimeSpan);
    }

    private void Skip(TimeSpan wait)
    {
        lock (_lock)
        {
            _elapsed += wait;
            _awaited.Where(awaited => awaited.At <= _elapsed).ToList().ForEach(awaited => awaited.Reached.TrySetResult());
        }
    }
}
