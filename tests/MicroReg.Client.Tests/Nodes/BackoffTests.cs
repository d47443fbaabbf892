using MicroReg.Client.Nodes;

namespace MicroReg.Client.Tests.Nodes;

public sealed class BackoffTests
{
    [Fact]
    public void The_first_retry_is_immediate_and_later_ones_wait_longer_up_to_the_limit()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(2), new Random(1));
        Assert.Equal(TimeSpan.Zero, backoff.Next());
        for (var full = 50.0; full < 20_000; full *= 2)
            Assert.InRange(backoff.Next().TotalMilliseconds, Math.Min(full, 2000) / 2, Math.Min(full, 2000));

        backoff.Reset();
        Assert.Equal(TimeSpan.Zero, backoff.Next());
    }

    [Fact]
    public void Two_clients_that_fail_together_do_not_return_together()
    {
        var (one, other) = (new Backoff(TimeSpan.FromSeconds(2), new Random(1)), new Backoff(TimeSpan.FromSeconds(2), new Random(2)));
        Assert.Equal(one.Next(), other.Next());
        Assert.NotEqual(one.Next(), other.Next());
    }
}
