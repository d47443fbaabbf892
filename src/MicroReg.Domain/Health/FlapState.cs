namespace MicroReg.Domain.Health;

/// <summary>
/// Counts the health changes of an instance and suppresses it while it flaps. Times are milliseconds of the node's uptime.
/// </summary>
internal sealed class FlapState
{
    private readonly Queue<long> _recent = [];

    /// <summary>When it was suppressed; null while it is not.</summary>
    public long? SuppressedAt { get; private set; }

    /// <summary>Since when it has been well without interruption; null if it is not well.</summary>
    public long? WellSince { get; set; }

    /// <summary>True from a failure until the recovery, even if the instance registers again in between.</summary>
    public bool IsDown { get; private set; }

    /// <summary>The number of changes since it began to flap.</summary>
    public int Changes { get; private set; }

    /// <summary>Counts a change of its health.</summary>
    /// <returns>True if this change suppresses it.</returns>
    public bool OnChange(long now, bool isDown, HealthOptions options)
    {
        IsDown = isDown;
        Changes++;
        _recent.Enqueue(now);
        while (now - _recent.Peek() > options.FlapWindow.TotalMilliseconds)
            _recent.Dequeue();
        if (options.FlapChanges == 0 || _recent.Count < options.FlapChanges || SuppressedAt is not null)
            return false;
        SuppressedAt = now;
        return true;
    }

    /// <summary>True if it is not suppressed, or has been well for long enough to end that.</summary>
    public bool MayRise(long now, HealthOptions options)
    {
        if (SuppressedAt is null)
            return true;
        WellSince ??= now;
        return now - WellSince >= options.FlapQuiet.TotalMilliseconds;
    }

    /// <summary>Ends the suppression: the instance is well again.</summary>
    public void OnRisen()
    {
        if (SuppressedAt is null)
            return;
        (SuppressedAt, WellSince, Changes) = (null, null, 0);
        _recent.Clear();
    }
}
