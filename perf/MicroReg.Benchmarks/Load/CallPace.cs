using System.Diagnostics;

namespace MicroReg.Benchmarks.Load;

/// <summary>
/// Calls at even intervals on one connection. The times are fixed beforehand: a call that was late does not delay the ones
/// after it, so a server that stalls still gets the rate that was asked for.
/// </summary>
internal sealed class CallPace(TimeSpan first, TimeSpan interval)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _due = first;

    public async ValueTask WaitAsync()
    {
        var wait = _due - Stopwatch.GetElapsedTime(_started);
        _due += interval;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait);
    }
}
