namespace MicroReg.Domain.Health;

/// <summary>An item of a timing wheel.</summary>
internal interface IWheelItem
{
    /// <summary>The tick at which it is due; 0 while it is not on the wheel. Set by the wheel only.</summary>
    long Tick { get; set; }
}

/// <summary>
/// A hashed timing wheel (Varghese and Lauck, 1987): scheduling takes constant time, and one timer serves all items. An item is on the
/// wheel once. Scheduling it for later than it is already due changes nothing; its handler reschedules it.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="resolution">Milliseconds between two ticks.</param>
/// <param name="slots">Ticks in one turn of the wheel; items due later stay for further turns.</param>
internal sealed class TimingWheel<T>(int resolution, int slots)
    where T : class, IWheelItem
{
    private readonly List<(T Item, long Tick)>?[] _slots = new List<(T, long)>?[slots];
    private List<(T Item, long Tick)> _spare = [];
    private long _tick;

    /// <summary>
    /// Schedules an item for a time in milliseconds. It is due then or up to a tick later, never within the current advance.
    /// </summary>
    public void Schedule(T item, long at)
    {
        var tick = Math.Max(_tick + 1, (at + resolution - 1) / resolution);
        if (item.Tick != 0 && item.Tick <= tick)
            return;
        item.Tick = tick;
        Put(item, tick);
    }

    /// <summary>Takes an item off the wheel.</summary>
    public static void Cancel(T item) => item.Tick = 0;

    /// <summary>Advances to a time in milliseconds, and hands over the items that are due, earlier ticks first.</summary>
    public void Advance(long now, Action<T> due)
    {
        var target = now / resolution;

        // After a long pause, one turn visits every slot.
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
