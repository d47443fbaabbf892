using CsCheck;
using MicroReg.Domain.Subscriptions;

namespace MicroReg.Domain.Tests.Subscriptions;

public sealed class CallPaceTests
{
    [Fact]
    public void Each_failure_doubles_the_wait_until_the_circuit_opens()
    {
        var (pace, waits) = (default(CallPace), new List<double>());
        for (var i = 0; i < 7; i++)
            waits.Add((pace = pace.Failed()).Delay(0).TotalSeconds);
        Assert.Equal([1, 2, 4, 8, 30, 30, 30], waits);
        Assert.Equal(TimeSpan.Zero, default(CallPace).Delay(0));
    }

    [Fact]
    public void The_circuit_opens_at_the_fifth_failure()
    {
        Assert.False(new CallPace(4).IsOpen);
        Assert.True(new CallPace(5).IsOpen);
        Assert.True(new CallPace(int.MaxValue - 1).Failed().IsOpen);
    }

    [Fact]
    public void Jitter_shortens_a_wait_by_up_to_half() => Gen.Select(Gen.Int[1, 50], Gen.Double[0, 0.999]).ForAll((failures, chance) =>
    {
        var (wait, longest) = (new CallPace(failures).Delay(chance), new CallPace(failures).Delay(0));
        Assert.InRange(wait, longest / 2, longest);
        Assert.InRange(longest, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    });
}
