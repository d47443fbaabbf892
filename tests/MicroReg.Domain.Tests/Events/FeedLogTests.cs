using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using static MicroReg.Domain.Tests.Events.FedRecords;

namespace MicroReg.Domain.Tests.Events;

/// <summary>When a change is published.</summary>
public sealed class FeedLogTests
{
    private readonly FedRecords _records = new();

    [Fact]
    public void A_change_is_published_once_it_is_on_disk()
    {
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        _records.Register("orders");
        Assert.Equal("reset", Show(Next(reader)));
        Assert.Equal("", Show(Next(reader)));
        _records.Store();
        Assert.Equal("registered:orders", Show(Next(reader)));
    }

    [Fact]
    public void With_a_reachable_peer_a_change_is_published_once_the_peer_has_it()
    {
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        Next(reader);
        _records.Database.Feed.OnConfirmed(0, TimeSpan.MinValue);
        _records.Register("orders");
        _records.Register("bills");
        _records.Store();
        Assert.Equal("", Show(Next(reader)));
        _records.Database.Feed.OnConfirmed(1, TimeSpan.MinValue);
        Assert.Equal("registered:orders", Show(Next(reader)));
        _records.Database.Feed.OnConfirmed(long.MaxValue, TimeSpan.MinValue);
        Assert.Equal("registered:bills", Show(Next(reader)));
    }

    [Fact]
    public void A_change_that_no_peer_confirms_is_published_after_a_timeout()
    {
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        Next(reader);
        _records.Database.Feed.OnConfirmed(0, TimeSpan.MinValue);
        _records.Register("orders");
        _records.Store();
        var made = _records.Time.GetElapsedTime(0);
        _records.Database.Feed.OnConfirmed(0, made);
        Assert.Equal("", Show(Next(reader)));
        _records.Database.Feed.OnConfirmed(0, made + TimeSpan.FromTicks(1));
        Assert.Equal("registered:orders", Show(Next(reader)));
    }

    [Fact]
    public void A_snapshot_shows_published_changes_only()
    {
        _records.Register("orders");
        _records.Register("bills");
        _records.Store();
        _records.Report("orders", ServiceStatus.Stopped);
        _records.Unregister("bills");
        _records.Register("late");
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        var snapshot = Next(reader);
        Assert.Equal("reset registered:orders registered:bills", Show(snapshot));
        Assert.Equal(ServiceStatus.Running, snapshot.Events[0].Status);
        _records.Store();
        Assert.Equal("status_changed:orders(Running→Stopped) unregistered:bills(Running→) registered:late", Show(Next(reader)));
    }

    [Fact]
    public void Changes_published_together_appear_as_their_final_state()
    {
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        Next(reader);
        _records.Register("flaps");
        _records.Report("flaps", ServiceStatus.Stopped);
        _records.Register("comes");
        _records.Unregister("comes");
        _records.Store();
        Assert.Equal("registered:flaps", Show(Next(reader)));
        _records.Report("flaps", ServiceStatus.Running);
        _records.Report("flaps", ServiceStatus.Stopped);
        _records.Store();
        Assert.Equal("", Show(Next(reader)));
    }

    [Fact]
    public void Published_changes_leave_no_entries_in_memory()
    {
        for (var i = 0; i < 100; i++)
            _records.Register($"svc{i}");
        Assert.Equal(100, _records.Database.Feed.Waiting);
        _records.Store();
        Assert.Equal(0, _records.Database.Feed.Waiting);
    }
}
