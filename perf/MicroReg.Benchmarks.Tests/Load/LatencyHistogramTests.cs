using CsCheck;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Tests.Load;

public sealed class LatencyHistogramTests
{
    /// <summary>In ticks, below a minute.</summary>
    private static readonly Gen<long[]> Ticks = Gen.Long[1, TimeSpan.TicksPerMinute].Array[1, 300];

    [Fact]
    public void A_quantile_is_the_true_one_or_at_most_two_percent_above() => Ticks.Select(Gen.Double[0.001, 1]).ForAll((ticks, quantile) =>
    {
        var sorted = ticks.Order().ToArray();
        var truth = sorted[Math.Max(1, (int)Math.Ceiling(quantile * sorted.Length)) - 1];
        var told = Of(ticks).Quantile(quantile).Ticks;
        // A bucket's bound in nanoseconds is cut to a tick.
        Assert.InRange(told, truth - 1, (truth * 1.02) + 1);
    });

    [Fact]
    public void Samples_of_two_recorders_merge_as_if_one_had_recorded_them() => Ticks.Select(Ticks).ForAll((one, other) =>
    {
        var sum = Of(one);
        sum.Add(Of(other));
        var both = Of([.. one, .. other]);
        Assert.Equal(both.Count, sum.Count);
        Assert.Equal(both.Quantile(0.99), sum.Quantile(0.99));
    });

    [Fact]
    public void Without_any_record_every_quantile_is_zero() => Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Quantile(0.99));

    private static LatencyHistogram Of(long[] ticks)
    {
        var histogram = new LatencyHistogram();
        foreach (var one in ticks)
            histogram.Record(new TimeSpan(one));
        return histogram;
    }
}
