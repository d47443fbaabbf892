namespace MicroReg.Domain.Health;

/// <summary>How often the health of an instance changed, and whether it is held down for that. Times are milliseconds of the node's uptime.</summary>
internal sealed class FlapState
{
    private readonly Queue<long> _recent = [];

    /// <summary>When it was held down; null while it is not.</summary>
    public long? SuppressedAt { get; private set; }

    /// <summary>Since when it has been well without a break; null if it is not.</summary>
    public long? WellSince { get; set; }

    /// <summary>True from a failure to the recovery, whether it registers anew between them or not.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Changes since it began to change.</summary>
    public int Changes { get; private set; }

    /// <summary>Its health changes.</summary>
    /// <returns>True if it is held down from now on.</returns>
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

    /// <summary>True once an instance that is held down has been well for long enough.</summary>
    public bool MayRise(long now, HealthOptions options)
    {
        if (SuppressedAt is null)
            return true;
        WellSince ??= now;
        return now - WellSince >= options.FlapQuiet.TotalMilliseconds;
    }

    /// <summary>It is well again.</summary>
    public void OnRisen()
    {
        if (SuppressedAt is null)
            return;
        (SuppressedAt, WellSince, Changes) = (null, null, 0);
        _recent.Clear();
    }
}
