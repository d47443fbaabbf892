namespace MicroReg.Benchmarks.Servers;

/// <summary>A node's memory after a full collection; the resident set is the kernel's figure, not the node's.</summary>
internal sealed record MemoryFigures(long ManagedHeap, long SqliteCache, long Resident)
{
    /// <summary>What the node itself answers for: heap and cache, divided among instances.</summary>
    public double KiBPerInstance(int instances) => (ManagedHeap + SqliteCache) / 1024.0 / instances;

    public double ResidentKiBPerInstance(int instances) => Resident / 1024.0 / instances;

    public static MemoryFigures operator -(MemoryFigures left, MemoryFigures right) => new(
        left.ManagedHeap - right.ManagedHeap, left.SqliteCache - right.SqliteCache, left.Resident - right.Resident);
}
