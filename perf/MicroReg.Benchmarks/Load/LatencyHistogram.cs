using System.Numerics;

namespace MicroReg.Benchmarks.Load;

/// <summary>
/// Log-linear histogram of durations in nanoseconds: every power of two is cut into 64 equal buckets, so a reported
/// quantile is at most 1.6 % above the true one, in 8 KiB that never grow.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubBuckets = 1 << SubBits;
    private const int LargestExponent = 36;
    private readonly int[] _counts = new int[(LargestExponent - SubBits + 2) * SubBuckets];

    public long Count { get; private set; }

    public void Record(TimeSpan duration)
    {
        _counts[IndexOf(Math.Max(0, duration.Ticks) * TimeSpan.NanosecondsPerTick)]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        Count += other.Count;
    }

    public TimeSpan Quantile(double quantile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
                return new TimeSpan(UpperBound(i) / TimeSpan.NanosecondsPerTick);
        }
        return TimeSpan.Zero;
    }

    // Below 64 the value is its own bucket; above, the exponent selects the row and the next six bits the column.
    private static int IndexOf(long nanoseconds)
    {
        var value = Math.Min(nanoseconds, (1L << (LargestExponent + 1)) - 1);
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits);
        return (shift * SubBuckets) + (int)(value >> shift);
    }

    private static long UpperBound(int index)
    {
        var shift = Math.Max(0, (index / SubBuckets) - 1);
        return ((long)(index - (shift * SubBuckets) + 1) << shift) - 1;
    }
}
