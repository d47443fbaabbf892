namespace MicroReg.Benchmarks.Load;

/// <summary>How many calls a run may still make; shared by its connections.</summary>
internal sealed class LoadLimit(long calls)
{
    private long _taken;
    private volatile bool _stopped;

    public bool TryTake() => !_stopped && Interlocked.Increment(ref _taken) <= calls;

    public void Stop() => _stopped = true;
}
