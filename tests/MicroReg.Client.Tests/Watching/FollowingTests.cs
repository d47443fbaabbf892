using MicroReg.Client.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Client.Tests.Watching;

/// <summary>How a watcher handles valid and invalid streams.</summary>
public sealed class FollowingTests
{
    [Fact]
    public async Task A_watcher_holds_what_the_node_sent_and_applies_each_change()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var stream = await fixture.WithTwoOrdersAsync();
        await stream.PageAsync(
            "c2", Sse.Instance("orders", 5001, "a2", "draining"), Sse.Gone("orders", 5002, "a~2"), Sse.Instance("stock", 6001, "b1"));

        await fixture.SeesAsync("orders 127.0.0.1:5001 draining, stock 127.0.0.1:6001 running");
        var instance = fixture.Watcher.Current["orders"][0];
        Assert.Equal(("a2", 5001, "unknown", 1, null), (instance.Version, instance.Id, instance.Health, instance.Weight, instance.Zone));
        Assert.Equal("blue", Assert.Single(instance.Tags));
        Assert.Equal("a2", instance.Metadata["v"]);
        Assert.True(fixture.Watcher.IsInTouch);
        Assert.NotNull(fixture.Watcher.Current.AsOf);
    }

    [Fact]
    public async Task A_stream_that_breaks_within_a_page_continues_at_the_other_node_from_the_last_cursor_without_a_snapshot()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var first = await fixture.WithTwoOrdersAsync();
        await first.SendAsync(Sse.Instance("orders", 5001, "a2", "stopped") + Sse.Instance("orders", 5003, "a1"));
        first.Break();

        var second = await fixture.Second.NextStreamAsync();
        Assert.Equal("c1", second.Cursor);
        Assert.Equal(WatcherFixture.TwoOrders, Copies.Describe(fixture.Watcher.Current));
        await second.PageAsync("c2", Sse.Instance("orders", 5001, "a2", "stopped"), Sse.Instance("orders", 5003, "a1"));
        await fixture.SeesAsync("orders 127.0.0.1:5001 stopped, orders 127.0.0.1:5002 running, orders 127.0.0.1:5003 running");
        Assert.Equal(2, fixture.Seen.Count);
    }

    [Fact]
    public async Task Older_and_repeated_events_change_nothing()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var stream = await fixture.WithTwoOrdersAsync();
        await stream.PageAsync("c2", Sse.Instance("orders", 5001, "a3", "stopped"));
        await stream.PageAsync(
            "c3", Sse.Instance("orders", 5001, "a2"), Sse.Gone("orders", 5001, "a3"), Sse.Instance("orders", 5001, "a3", "running"));
        await stream.PageAsync("c4", Sse.Gone("orders", 5002, "a2"), Sse.Instance("orders", 5002, "a1"), Sse.Gone("nobody", 1, "z"));

        await fixture.SeesAsync("orders 127.0.0.1:5001 stopped");
        Assert.DoesNotContain(fixture.Seen, seen => seen.Length == 0);
    }

    [Fact]
    public async Task A_silent_node_is_abandoned_for_the_other_one()
    {
        var time = new FakeTimeProvider();
        await using var fixture = await WatcherFixture.StartAsync(time);
        var first = await fixture.WithTwoOrdersAsync();
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.True(fixture.Watcher.IsInTouch);
        Assert.Equal(TimeSpan.FromSeconds(11), fixture.Watcher.Staleness);
        time.Advance(TimeSpan.FromSeconds(2));

        var second = await fixture.Second.NextStreamAsync();
        Assert.Equal("c1", second.Cursor);
        Assert.False(fixture.Watcher.IsInTouch);
        await second.PageAsync("c1b", Sse.Instance("orders", 5003, "a1"));
        await fixture.SeesAsync(WatcherFixture.TwoOrders + ", orders 127.0.0.1:5003 running");
        Assert.True(fixture.Watcher.IsInTouch);
        Assert.Contains(fixture.Log.Lines, line => line.Contains($"{fixture.First.Address} ended: it is silent", StringComparison.Ordinal));
        first.End();
    }

    [Fact]
    public async Task A_heartbeat_confirms_the_copy_without_a_change()
    {
        var time = new FakeTimeProvider();
        await using var fixture = await WatcherFixture.StartAsync(time);
        var stream = await fixture.WithTwoOrdersAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        var services = fixture.Watcher.Current.Services;

        await stream.PageAsync("c2");
        await stream.PageAsync("c3", Sse.Instance("orders", 5003, "a1"));
        await fixture.SeesAsync(WatcherFixture.TwoOrders + ", orders 127.0.0.1:5003 running");
        Assert.Equal(TimeSpan.Zero, fixture.Watcher.Staleness);
        Assert.Equal(time.GetUtcNow(), fixture.Watcher.Current.AsOf);
        Assert.Equal(2, fixture.Seen.Count);
        Assert.NotSame(services, fixture.Watcher.Current.Services);
    }

    [Theory]
    [InlineData("data: {\"kind\":\"registered\"}\n\n")]
    [InlineData("data: no JSON\n\n")]
    [InlineData("event: cursor\ndata: {\"more\":false}\n\n")]
    public async Task An_invalid_event_breaks_the_stream_but_not_the_copy(string nonsense)
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var first = await fixture.WithTwoOrdersAsync();
        await first.SendAsync(nonsense);

        Assert.Equal("c1", (await fixture.Second.NextStreamAsync()).Cursor);
        Assert.Equal(WatcherFixture.TwoOrders, Copies.Describe(fixture.Watcher.Current));
    }

    [Fact]
    public async Task A_cursor_that_no_node_accepts_is_dropped_and_the_copy_stays()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var first = await fixture.WithTwoOrdersAsync();
        fixture.Second.Refusal = 400;
        first.Break();

        var again = await fixture.First.NextStreamAsync();
        Assert.Equal("", again.Cursor);
        Assert.Equal(["c1"], fixture.Second.Cursors);
        Assert.Equal(WatcherFixture.TwoOrders, Copies.Describe(fixture.Watcher.Current));
    }

    [Fact]
    public async Task The_filter_is_sent_to_the_node()
    {
        await using var fixture = await WatcherFixture.StartAsync(configure: options => options.Filter = new()
        {
            Services = ["stock", "orders & more"],
            Prefix = "o",
            Tag = "blue",
            Zone = "a",
        });

        var stream = await fixture.First.NextStreamAsync();
        Assert.Equal("?service=orders%20%26%20more&service=stock&prefix=o&tag=blue&zone=a", stream.Query);
    }

    [Fact]
    public async Task An_unknown_kind_of_event_is_ignored()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var stream = await fixture.WithTwoOrdersAsync();
        await stream.SendAsync("event: advice\ndata: {}\n\n: a comment\n\n");
        await stream.PageAsync("c2", Sse.Gone("orders", 5001, "a2"));

        await fixture.SeesAsync("orders 127.0.0.1:5002 running");
    }
}
