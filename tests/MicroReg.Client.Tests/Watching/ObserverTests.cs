using MicroReg.Client.Tests.Fakes;

namespace MicroReg.Client.Tests.Watching;

/// <summary>Callbacks and streams of changes.</summary>
public sealed class ObserverTests
{
    [Fact]
    public async Task An_observer_that_throws_is_logged_and_called_again_and_does_not_affect_others()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var calls = 0;
        fixture.Watcher.OnChange(_ => throw new InvalidOperationException($"call {Interlocked.Increment(ref calls)}"));
        var stream = await fixture.WithTwoOrdersAsync();
        await stream.PageAsync("c2", Sse.Gone("orders", 5002, "a2"));

        await fixture.SeesAsync("orders 127.0.0.1:5001 running");
        await Patience.UntilAsync(() => Volatile.Read(ref calls) == 2, () => $"It was called {calls} times.");
        Assert.True(fixture.Watcher.IsInTouch);
    }

    [Fact]
    public async Task A_slow_observer_delays_no_other_and_then_gets_the_latest_copy()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var gate = new ManualResetEventSlim();
        var told = new List<string>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Watcher.OnChange(snapshot =>
        {
            told.Add(Copies.Describe(snapshot));
            entered.TrySetResult();
            gate.Wait();
            if (told.Count == 2)
                last.SetResult();
        });
        var stream = await fixture.WithTwoOrdersAsync();
        await entered.Task.Soon();
        await stream.PageAsync("c2", Sse.Gone("orders", 5002, "a2"));
        await fixture.SeesAsync("orders 127.0.0.1:5001 running");
        await stream.PageAsync("c3", Sse.Gone("orders", 5001, "a2"));
        await fixture.SeesAsync("");
        gate.Set();

        await last.Task.Soon();
        Assert.Equal([WatcherFixture.TwoOrders, ""], told);
    }

    [Fact]
    public async Task A_disposed_observer_is_not_called_any_more()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var calls = 0;
        var observing = fixture.Watcher.OnChange(_ => Interlocked.Increment(ref calls));
        var stream = await fixture.First.NextStreamAsync();
        observing.Dispose();
        observing.Dispose();
        await stream.ResetAsync();
        await stream.PageAsync("c1", Sse.Instance("orders", 5001, "a1"));

        await fixture.SeesAsync("orders 127.0.0.1:5001 running");
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Changes_begin_with_the_current_copy_and_end_when_the_caller_cancels()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        var stream = await fixture.WithTwoOrdersAsync();
        using var enough = new CancellationTokenSource();
        var changes = fixture.Watcher.ChangesAsync(enough.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await changes.MoveNextAsync().AsTask().Soon());
        Assert.Equal(WatcherFixture.TwoOrders, Copies.Describe(changes.Current));
        var next = changes.MoveNextAsync().AsTask();
        await stream.PageAsync("c2", Sse.Gone("orders", 5002, "a2"));
        Assert.True(await next.Soon());
        Assert.Equal("orders 127.0.0.1:5001 running", Copies.Describe(changes.Current));

        next = changes.MoveNextAsync().AsTask();
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
    }

    [Fact]
    public async Task Changes_and_callbacks_end_when_the_watcher_is_disposed()
    {
        await using var fixture = await WatcherFixture.StartAsync();
        await fixture.WithTwoOrdersAsync();
        var copies = 0;
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in fixture.Watcher.ChangesAsync())
                copies++;
        });
        await Patience.UntilAsync(() => Volatile.Read(ref copies) == 1, () => $"{copies} copies");
        await fixture.Watcher.DisposeAsync();

        await reading.Soon();
        Assert.Equal(1, copies);
        fixture.Watcher.OnChange(_ => copies++).Dispose();
        Assert.Throws<ObjectDisposedException>(fixture.Watcher.Start);
    }
}
