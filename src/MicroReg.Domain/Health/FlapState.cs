namespace MicroReg.Domain.Health;

/// <summary>The health changes of an instance that has failed at least once. Times are milliseconds of the node's uptime.</summary>
internal sealed class FlapState
{
    private readonly Queue<long> _recent = [];

    /// <summary>True from a failure until the recovery, even if the instance registers again in between.</summary>
    public bool IsDown { get; private set; }

    /// <summary>When it was suppressed, if it is.</summary>
    public long SuppressedAt { get; set; }

    /// <summary>Since when it has been well without interruption while it is suppressed; null if it is not well.</summary>
    public long? WellSince { get; set; }

    /// <summary>The number of changes since it began to flap.</summary>
    public int Changes { get; private set; }

    /// <summary>Counts a change of its health.</summary>
    /// <returns>How many there were within the window.</returns>
    public int Count(long now, bool isDown, TimeSpan window)
    {
        IsDown = isDown;
        Changes++;
        _recent.Enqueue(now);
        while (now - _recent.Peek() > window.TotalMilliseconds)
            _recent.Dequeue();
        return _recent.Count;
    }

    /// <summary>Forgets the changes: it is suppressed no longer.</summary>
    public void Clear()
    {
        (WellSince, Changes) = (null, 0);
        _recent.Clear();
    }
}
