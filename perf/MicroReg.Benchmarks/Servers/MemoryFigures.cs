namespace MicroReg.Benchmarks.Servers;

/// <summary>A node's memory after a full collection; the resident set is the kernel's figure, not the node's.</summary>
internal sealed record MemoryFigures(long ManagedHeap, long SqliteCache, long Resident)
{
    public static MemoryFigures operator -(MemoryFigures left, MemoryFigures right) => new(
        left.ManagedHeap - right.ManagedHeap, left.SqliteCache - right.SqliteCache, left.Resident - right.Resident);
}
