using System.Collections.Immutable;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;
using static MicroReg.Domain.Tests.Events.FedRecords;

namespace MicroReg.Domain.Tests.Events;

/// <summary>Reading from a cursor to the live end of the feed.</summary>
public sealed class FeedReaderTests
{
    private static readonly FeedOptions Impatient = new() { CatchUpPatience = TimeSpan.Zero };
    private readonly FedRecords _records = new();

    [Fact]
    public void A_page_after_a_cursor_has_each_changed_instance_once()
    {
        foreach (var name in new[] { "a", "b", "c" })
            _records.Register(name);
        var cursor = new EventCursor(_records.Database.Records.Vector, _records.Time.GetUtcNow());
        _records.Report("a", ServiceStatus.Stopped);
        _records.Report("a", ServiceStatus.Draining);
        _records.Unregister("b");
        Register("d");
        var page = Next(_records.Feed.Read(Reread(cursor), EventFilter.All));
        Assert.Equal("status_changed:a unregistered:b registered:d", Show(page));
        Assert.Equal(ServiceStatus.Draining, page.Events[0].Status);
        Assert.Null(page.Events[1].Instance);
    }

    [Fact]
    public void A_reader_with_a_recent_cursor_gets_the_same_event_objects_as_live_readers()
    {
        var live = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        Next(live);
        Register("orders");
        var cursor = Next(live).Cursor;
        _records.Report("orders", ServiceStatus.Stopped);
        _records.Store();
        var (told, polled) = (Next(live), Next(_records.Feed.Read(Reread(cursor), EventFilter.All)));
        Assert.Same(told.Events[0], polled.Events[0]);
        Assert.Equal(told.Cursor, polled.Cursor);
    }

    [Fact]
    public async Task A_waiting_reader_gets_an_event_as_soon_as_it_is_published()
    {
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        Next(reader);
        var waiting = reader.NextAsync(TimeSpan.FromSeconds(60)).AsTask();
        Assert.False(waiting.IsCompleted);
        Register("orders");
        Assert.Equal("registered:orders", Show((await waiting).Value));
    }

    [Fact]
    public async Task A_wait_that_times_out_returns_an_empty_page_with_a_fresh_cursor()
    {
        var reader = _records.Feed.Read(EventCursor.Empty, new EventFilter { Prefix = "x" });
        var first = Next(reader).Cursor;
        var waiting = reader.NextAsync(TimeSpan.FromSeconds(5)).AsTask();
        Register("orders");
        _records.Time.Advance(TimeSpan.FromSeconds(5));
        var page = (await waiting).Value;
        Assert.Equal("", Show(page));
        Assert.Equal(first.IssuedAt + TimeSpan.FromSeconds(5), page.Cursor.IssuedAt);
        Assert.True(page.Cursor.Vector.Covers(_records.Database.Records.Vector));
    }

    [Fact]
    public void A_large_snapshot_comes_in_pages_and_misses_no_concurrent_change()
    {
        Register([.. Enumerable.Range(0, 2500).Select(number => $"svc{number}")]);
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        var first = Next(reader);
        Assert.Equal((true, true, IStatusFeed.PageLimit), (first.Reset, first.More, first.Events.Length));
        _records.Unregister(first.Events[0].Key.Name);
        Register("late");
        _records.Store();

        // A new reader continues at the cursor within the snapshot.
        reader = _records.Feed.Read(Reread(first.Cursor), EventFilter.All);
        var rest = new[] { Next(reader), Next(reader) };
        Assert.Equal([false, false], rest.Select(page => page.Reset));
        Assert.Equal([true, false], rest.Select(page => page.More));
        var told = first.Events.Concat(rest.SelectMany(page => page.Events)).ToLookup(change => change.Key.Name);
        Assert.Equal(2501, told.Count);
        Assert.Equal(StatusEventKind.Unregistered, told[first.Events[0].Key.Name].Last().Kind);
        Assert.Contains("late", told.Select(group => group.Key));
    }

    [Fact]
    public void A_snapshot_begun_at_another_node_starts_over()
    {
        var elsewhere = new SnapshotInProgress(new OriginId(0xb2), VersionVector.Empty);
        Register("orders");
        var page = Next(_records.Feed.Read(new EventCursor(VersionVector.Empty, _records.Time.GetUtcNow(), elsewhere), EventFilter.All));
        Assert.Equal("reset registered:orders", Show(page));
    }

    [Fact]
    public void A_cursor_older_than_the_remembered_removals_is_reset()
    {
        var cursor = Next(_records.Feed.Read(EventCursor.Empty, EventFilter.All)).Cursor;
        Register("orders");
        _records.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal("registered:orders", Show(Next(_records.Feed.Read(cursor, EventFilter.All))));
        _records.Time.Advance(TimeSpan.FromSeconds(1));
        var reader = _records.Feed.Read(cursor, EventFilter.All);
        Assert.Equal("reset registered:orders", Show(Next(reader)));
        Assert.False(reader.IsBehind);
    }

    [Fact]
    public void A_cursor_ahead_of_this_node_is_reset_after_a_wait()
    {
        var records = new FedRecords(Impatient);
        VersionVector? sought = null;
        var all = new List<VersionVector>();
        records.Feed.Sought.Subscribe(_ => throw new InvalidOperationException("a defect"));
        records.Feed.Sought.Subscribe(vector => sought = vector);
        records.Feed.Sought.Subscribe(all.Add);
        var ahead = VersionVector.Of(new OriginId(0xdead), 7);
        var reader = records.Feed.Read(new EventCursor(ahead, records.Time.GetUtcNow()), EventFilter.All);
        Assert.True(Next(reader).Reset);
        Assert.True(reader.IsBehind);
        Assert.Equal(ahead, sought);
        Assert.Equal([ahead], all);
    }

    [Fact]
    public void A_cursor_between_two_pages_needs_a_node_that_has_seen_the_rest()
    {
        var began = Next(_records.Feed.Read(EventCursor.Empty, EventFilter.All)).Cursor;
        Register([.. Enumerable.Range(0, 2500).Select(number => $"svc{number}")]);
        var end = _records.Database.Records.Vector;

        // This instance is missing from the first page. Its latest change comes with the last one.
        _records.Register("svc0", zone: "b");
        _records.Store();
        var page = Next(_records.Feed.Read(began, EventFilter.All));
        Assert.Equal((true, false), (page.More, page.Events.Any(change => change.Key.Name == "svc0")));
        Assert.True(page.Cursor.Needed.Covers(_records.Database.Records.Vector));
        Assert.False(page.Cursor.Vector.Covers(end));

        var behind = new FedRecords(Impatient);
        VersionVector? sought = null;
        behind.Feed.Sought.Subscribe(vector => sought = vector);
        Assert.True(Next(behind.Feed.Read(Reread(page.Cursor), EventFilter.All)).Reset);
        Assert.Equal(page.Cursor.Needed, sought);

        var rest = _records.Feed.Read(Reread(page.Cursor), EventFilter.All);
        var told = page.Events.Concat(new[] { Next(rest), Next(rest) }.SelectMany(following => following.Events)).ToList();
        Assert.Equal((2500, "svc0"), (told.Count, told[^1].Key.Name));
        Assert.Null(rest.Cursor.Until);
    }

    [Fact]
    public void A_reader_far_behind_reads_the_records_and_is_not_reset()
    {
        Register("orders");
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        Next(reader);
        for (var round = 0; round < 3000; round++)
        {
            _records.Report("orders", round % 2 == 0 ? ServiceStatus.Stopped : ServiceStatus.Draining);
            _records.Store();
        }

        Assert.Equal("status_changed:orders", Show(Next(reader)));
        Assert.Equal("", Show(Next(reader)));
    }

    [Fact]
    public void Replacing_all_records_resets_every_reader()
    {
        Register("orders");
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        Next(reader);
        _records.Break();
        _records.Store();
        Assert.Equal("reset registered:orders", Show(Next(reader)));
    }

    [Fact]
    public void A_page_that_ends_where_the_records_were_replaced_says_that_more_follows()
    {
        var reader = _records.Feed.Read(EventCursor.Empty, EventFilter.All);
        Next(reader);
        Register("orders");
        _records.Break();
        _records.Store();
        Assert.Equal("registered:orders more", Show(Next(reader)));
        Assert.Equal("reset registered:orders", Show(Next(reader)));
    }

    [Theory]
    [InlineData("orders", "registered:orders more", "status_changed:orders")]
    [InlineData("others", "status_changed:others", "")]
    public void A_page_that_ends_where_the_next_batch_was_dropped_says_that_more_follows(string selected, string first, string second)
    {
        // The filter runs for each event. While it examines the first one, so much is published that the next batches are dropped.
        var overtaking = new OvertakingComparer(() =>
        {
            for (var round = 0; round < 3000; round++)
            {
                _records.Report(selected, round % 2 == 0 ? ServiceStatus.Stopped : ServiceStatus.Draining);
                _records.Store();
            }
        });
        Register("others");
        var reader = _records.Feed.Read(EventCursor.Empty, new EventFilter { Services = ImmutableHashSet.Create(overtaking, selected) });
        Next(reader);
        Register("orders");
        Register("payments");
        overtaking.IsArmed = true;
        Assert.Equal(first, Show(Next(reader)));
        Assert.Equal(second, Show(Next(reader)));
    }

    [Fact]
    public async Task A_node_that_is_not_ready_serves_no_snapshot()
    {
        _records.Readiness = new Readiness(false, false, "It waits for the others.");
        var answer = await _records.Feed.Read(EventCursor.Empty, EventFilter.All).NextAsync(TimeSpan.Zero);
        Assert.Equal(FaultKind.Unavailable, answer.Fault!.Kind);
    }

    [Fact]
    public void An_instance_that_leaves_the_filter_appears_as_unregistered()
    {
        var filter = new EventFilter { Zone = "a" };
        _records.Register("orders", zone: "a");
        _records.Store();
        var reader = _records.Feed.Read(EventCursor.Empty, filter);
        Assert.Equal("reset registered:orders", Show(Next(reader)));
        _records.Register("orders", zone: "b");
        _records.Store();
        Assert.Equal("unregistered:orders(Running→)", Show(Next(reader)));
        _records.Register("orders", zone: "a");
        _records.Store();
        Assert.Equal("updated:orders(Running→Running)", Show(Next(reader)));
    }

    private static EventCursor Reread(EventCursor cursor)
    {
        Assert.True(EventCursor.TryParse(cursor.ToString(), out var read));
        return read;
    }

    private void Register(params string[] names)
    {
        foreach (var name in names)
            _records.Register(name);
        _records.Store();
    }

    /// <summary>Compares names, and runs an action at the first comparison after it was armed.</summary>
    private sealed class OvertakingComparer(Action overtake) : IEqualityComparer<string>
    {
        public bool IsArmed { get; set; }

        public bool Equals(string? x, string? y) => x == y;

        public int GetHashCode(string obj)
        {
            if (IsArmed)
            {
                IsArmed = false;
                overtake();
            }

            return obj.Length;
        }
    }
}
