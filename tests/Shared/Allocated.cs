namespace MicroReg.Tests;

/// <summary>
/// What a call allocates on the thread that makes it. Unlike time this does not depend on the machine, nor on what else runs
/// there, so a test can hold it to a bound.
/// </summary>
internal static class Allocated
{
    private const int Calls = 500;
    private const int Batches = 5;

    /// <summary>Bytes for a call, of the cheapest of some batches: caches fill and lists grow in the others.</summary>
    public static double PerCall(Action call)
    {
        var least = double.MaxValue;
        // The first batch warms up and is not counted.
        for (var batch = 0; batch <= Batches; batch++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
                call();
            var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
            if (batch > 0)
                least = Math.Min(least, each);
        }
        return least;
    }
}
