namespace MicroReg.Hosting.ActorSystems;

/// <summary>
/// How long is waited before the next attempt: not at all at first, then twice as long each time. A fault that comes back
/// at once must not keep the machine busy.
/// </summary>
internal sealed class RestartPace(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>After a minute of peace the next attempt is a first one again.</summary>
    private static readonly TimeSpan Peace = TimeSpan.FromMinutes(1);

    private TimeSpan _next = TimeSpan.Zero;
    private long? _last;

    /// <summary>The wait before the attempt that is due now.</summary>
    public TimeSpan Next()
    {
        var now = time.GetTimestamp();
        if (_last is { } last && time.GetElapsedTime(last, now) - _next >= Peace)
            _next = TimeSpan.Zero;
        var wait = _next;
        _next = wait == TimeSpan.Zero ? First : wait * 2 < Longest ? wait * 2 : Longest;
        _last = now;
        return wait;
    }
}
