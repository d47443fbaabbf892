using MicroReg.Edge.Http.Events;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Edge.Tests.Http.Events;

public sealed class EventPaceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task All_waiting_streams_continue_together()
    {
        using var pace = new EventPace(Interval, _time);
        var first = pace.NextAsync();
        _time.Advance(TimeSpan.FromMilliseconds(19));
        var second = pace.NextAsync();
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await first.WaitAsync(Patience);
        await second.WaitAsync(Patience);
    }

    [Fact]
    public async Task Signs_of_life_are_an_interval_apart()
    {
        using var pace = new EventPace(Interval, _time);
        var first = pace.NextAsync();
        _time.Advance(Interval);
        await first.WaitAsync(Patience);
        var second = pace.NextAsync();
        _time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await second.WaitAsync(Patience);
    }

    [Fact]
    public async Task At_the_end_nobody_is_left_waiting()
    {
        var pace = new EventPace(Interval, _time);
        var pending = pace.NextAsync();
        pace.Dispose();
        await pending.WaitAsync(Patience);
        await pace.NextAsync().WaitAsync(Patience);
    }
}
