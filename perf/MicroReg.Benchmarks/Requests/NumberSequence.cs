namespace MicroReg.Benchmarks.Requests;

/// <summary>Consecutive numbers, each handed out once, whichever connection asks.</summary>
internal sealed class NumberSequence(long first)
{
    private long _next = first;

    public long Upcoming => Volatile.Read(ref _next);

    public long Take() => Interlocked.Increment(ref _next) - 1;
}
