using MicroReg.Client.Tests.Fakes;

namespace MicroReg.Client.Tests.Watching;

/// <summary>A new snapshot never removes what is still valid.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public async Task A_reset_shows_the_previous_copy_until_the_new_one_is_complete()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var stream = await fixture.WithTwoOrdersAsync();
        await stream.ResetAsync();
        await stream.PageWithMoreAsync("s1", Sse.Instance("orders", 5001, "a1"));
        await stream.PageWithMoreAsync("s2", Sse.Instance("orders", 5002, "a1"), Sse.Instance("stock", 6001, "b1"));
        await stream.PageAsync("s3", Sse.Instance("stock", 6002, "b1"));

        const string whole = WatcherFixture.TwoOrders + ", stock 127.0.0.1:6001 running, stock 127.0.0.1:6002 running";
        await fixture.SeesAsync(whole);
        Assert.Equal([WatcherFixture.TwoOrders, whole], fixture.Seen);
    }

    [Fact]
    public async Task A_snapshot_that_breaks_continues_at_the_other_node_where_it_stopped()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var first = await fixture.WithTwoOrdersAsync();
        await first.ResetAsync();
        await first.PageWithMoreAsync("s1", Sse.Instance("orders", 5001, "a1"));
        await first.SendAsync(Sse.Instance("orders", 5002, "a1"));
        first.End();

        var second = await fixture.Second.NextStreamAsync();
        Assert.Equal("s1", second.Cursor);
        await second.PageAsync("s2", Sse.Instance("stock", 6001, "b1"));
        await fixture.SeesAsync("orders 127.0.0.1:5001 running, stock 127.0.0.1:6001 running");
        Assert.Equal(2, fixture.Seen.Count);
    }

    [Fact]
    public async Task A_snapshot_with_the_same_instances_is_no_change()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var stream = await fixture.WithTwoOrdersAsync();
        var orders = fixture.Watcher.Current["orders"];
        await stream.ResetAsync();
        await stream.PageAsync("s1", Sse.Instance("orders", 5002, "a1"), Sse.Instance("orders", 5001, "a1"));
        await stream.PageAsync("s2", Sse.Instance("stock", 6001, "b1"));

        await fixture.SeesAsync(WatcherFixture.TwoOrders + ", stock 127.0.0.1:6001 running");
        Assert.Equal(2, fixture.Seen.Count);
        Assert.True(orders == fixture.Watcher.Current["orders"]);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    public async Task An_empty_snapshot_of_a_node_that_is_not_ready_changes_nothing(bool isReady, bool isStale, bool breaks)
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var first = await fixture.WithTwoOrdersAsync();
        (fixture.First.IsReady, fixture.First.IsStale, fixture.First.BreaksWhenAsked) = (isReady, isStale, breaks);
        await first.ResetAsync();
        await first.PageAsync("e1");

        var second = await fixture.Second.NextStreamAsync();
        Assert.Equal("c1", second.Cursor);
        Assert.NotEqual(0, fixture.First.ReadyAsked);
        await second.PageAsync("c2", Sse.Gone("orders", 5002, "a2"));
        await fixture.SeesAsync("orders 127.0.0.1:5001 running");
        Assert.Equal([WatcherFixture.TwoOrders, "orders 127.0.0.1:5001 running"], fixture.Seen);
    }

    [Fact]
    public async Task An_empty_snapshot_of_a_ready_node_is_accepted()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var stream = await fixture.WithTwoOrdersAsync();
        await stream.ResetAsync();
        await stream.PageAsync("e1");

        await fixture.SeesAsync("");
        Assert.Equal(1, fixture.First.ReadyAsked);
    }

    [Fact]
    public async Task A_node_that_is_not_ready_is_skipped()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var first = await fixture.WithTwoOrdersAsync();
        fixture.Second.Refusal = 503;
        first.Break();

        var again = await fixture.First.NextStreamAsync();
        Assert.Equal("c1", again.Cursor);
        Assert.Equal(["c1"], fixture.Second.Cursors);
        Assert.Equal(WatcherFixture.TwoOrders, Copies.Describe(fixture.Watcher.Current));
        Assert.Contains(fixture.Log.Lines, line => line.Contains("it is not ready (503)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_watcher_is_usable_once_its_first_snapshot_is_complete_even_if_it_is_empty()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var stream = await fixture.First.NextStreamAsync();
        await stream.ResetAsync();
        await stream.PageWithMoreAsync("s1");
        var usable = fixture.Watcher.WhenUsableAsync();
        Assert.False(usable.IsCompleted);
        Assert.Null(fixture.Watcher.Staleness);
        await stream.PageAsync("s2");

        await usable.Soon();
        Assert.Empty(fixture.Watcher.Current.Services);
        Assert.Equal(0, fixture.First.ReadyAsked);
    }
}
