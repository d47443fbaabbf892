namespace MicroReg.Benchmarks.Profiling.Allocations;

/// <summary>What a process allocated, and what it collected, while it was watched.</summary>
internal sealed class AllocationProfile
{
    private readonly Dictionary<string, double> _types = [];
    private readonly int[] _collections = new int[3];

    /// <summary>Bytes by type: of each hundred kilobytes the type that was allocated last, which makes it a sample.</summary>
    public IReadOnlyDictionary<string, double> Types => _types;

    public double Bytes { get; private set; }

    /// <summary>By generation.</summary>
    public IReadOnlyList<int> Collections => _collections;

    /// <summary>For which collections had stopped all threads.</summary>
    public TimeSpan Paused { get; private set; }

    public long EventsLost { get; private set; }

    public void AddAllocated(string type, long bytes)
    {
        _types[type] = _types.GetValueOrDefault(type) + bytes;
        Bytes += bytes;
    }

    public void AddCollection(int generation) => _collections[Math.Clamp(generation, 0, 2)]++;

    public void AddPause(TimeSpan time) => Paused += time;

    public void AddLost(long events) => EventsLost += events;
}
