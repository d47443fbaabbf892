namespace MicroReg.Domain.Health;

/// <summary>Something that a wheel brings back at its time.</summary>
internal interface IWheelItem
{
    /// <summary>The tick at which it comes; 0 while it is not on the wheel. The wheel's own.</summary>
    long Tick { get; set; }
}

/// <summary>
/// A hashed timing wheel (Varghese and Lauck, 1987): to schedule costs the same however many items there are, and there is one
/// timer for all. An item is on it once; what is scheduled for later than it already comes is left to whoever looks at it then.
/// </summary>
/// <typeparam name="T">What comes back.</typeparam>
/// <param name="resolution">Milliseconds between two ticks.</param>
/// <param name="slots">Ticks in a turn; what is due later goes round.</param>
internal sealed class TimingWheel<T>(int resolution, int slots)
    where T : class, IWheelItem
{
    private readonly List<(T Item, long Tick)>?[] _slots = new List<(T, long)>?[slots];
    private List<(T Item, long Tick)> _spare = [];
    private long _tick;

    /// <summary>Has an item come back at a time, in milliseconds, or up to a tick later; never within the advance that is under way.</summary>
    public void Schedule(T item, long at)
    {
        var tick = Math.Max(_tick + 1, (at + resolution - 1) / resolution);
        if (item.Tick != 0 && item.Tick <= tick)
            return;
        item.Tick = tick;
        Put(item, tick);
    }

    /// <summary>Takes an item off.</summary>
    public static void Cancel(T item) => item.Tick = 0;

    /// <summary>Moves on to a time, in milliseconds, and hands over what is due, the earlier tick first.</summary>
    public void Advance(long now, Action<T> due)
    {
        var target = now / resolution;

        // After a long sleep one turn looks into every slot.
        _tick = Math.Max(_tick, target - slots);
        while (_tick < target)
        {
            _tick++;
            ref var slot = ref _slots[_tick % slots];
            if (slot is not { Count: > 0 })
                continue;
            var taken = slot;
            (slot, _spare) = (_spare, []);
            foreach (var (item, tick) in taken)
                Take(item, tick, due);
            taken.Clear();
            _spare = taken;
        }
    }

    private void Take(T item, long tick, Action<T> due)
    {
        if (item.Tick != tick)
            return;
        if (tick > _tick)
        {
            Put(item, tick);
            return;
        }

        item.Tick = 0;
        due(item);
    }

    private void Put(T item, long tick) =>
        (_slots[Math.Min(tick, _tick + slots - 1) % slots] ??= []).Add((item, tick));
}
