using System.Collections.Immutable;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>
/// Reads from a cursor through the records to the end of the feed, and then live from batch to batch. A reader that is too slow for the
/// batches that are kept reads the records again.
/// </summary>
internal sealed class FeedReader(StatusFeed feed, EventCursor cursor, EventFilter filter) : IFeedReader
{
    /// <summary>The next batch, once all records are read; -1 before.</summary>
    private long _next = -1;

    public EventCursor Cursor { get; private set; } = cursor;

    public bool IsBehind { get; private set; }

    public async ValueTask<Outcome<FeedPage>> NextAsync(TimeSpan wait, CancellationToken cancellation = default)
    {
        var began = feed.Time.GetTimestamp();
        while (true)
        {
            Follow();
            var read = _next < 0 ? await FromRecordsAsync(cancellation).ConfigureAwait(false) : FromBatches();
            if (!read.TryGet(out var page, out _) || !page.Events.IsEmpty || page.More || page.Reset)
                return read;
            if (_next < 0)
                continue; // The batches after it are no longer kept, or were a break: read the records.
            var left = wait - feed.Time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return new FeedPage([], Cursor = CursorAt(Cursor.Vector), More: false, Reset: false);
            await WaitAsync(feed.Log.WhenThere(_next), left, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Continues live from a recent cursor, as between two polls. The events are shared with live readers.</summary>
    private void Follow()
    {
        if (_next < 0 && Cursor is { IsEmpty: false, Copy: null, Until: null } && feed.Log.TryFollow(Cursor.Vector, out var next))
            _next = next;
    }

    /// <summary>
    /// Everything that has come meanwhile, up to the limit of a page. A page that ends because the next batch was dropped, or because the
    /// records were replaced, is not the end: the rest comes from the records.
    /// </summary>
    private Outcome<FeedPage> FromBatches()
    {
        var events = ImmutableArray.CreateBuilder<StatusEvent>();
        var log = feed.Log;
        while (events.Count < IStatusFeed.PageLimit)
        {
            if (!log.TryGet(_next, out var batch) || batch is { IsBreak: true })
            {
                _next = -1;
                if (batch is { IsBreak: true })
                    Cursor = EventCursor.Empty;
                break;
            }

            if (batch is null || events.Count + batch.Events.Length > Math.Max(IStatusFeed.PageLimit, batch.Events.Length))
                return Page(events, more: batch is not null);
            foreach (var change in batch.Events)
                if (filter.Apply(change) is { } told)
                    events.Add(told);
            (_next, Cursor) = (_next + 1, CursorAt(batch.End));
        }

        return Page(events, more: _next < 0 ? events.Count > 0 : !log.TryGet(_next, out var following) || following is not null);
    }

    private FeedPage Page(ImmutableArray<StatusEvent>.Builder events, bool more) => new(events.ToImmutable(), Cursor, more, Reset: false);

    private async ValueTask<Outcome<FeedPage>> FromRecordsAsync(CancellationToken cancellation)
    {
        var (start, isReset) = (Cursor, false);
        IsBehind = false;
        if (start.IsEmpty || !await CanContinueAsync(start, cancellation).ConfigureAwait(false))
        {
            if (feed.Readiness is { IsReady: false } readiness)
                return new RegistryFault(FaultKind.Unavailable, $"This node cannot give a snapshot yet: {readiness.Reason}");
            var fed = feed.Log.End;
            start = new EventCursor(VersionVector.Empty, feed.AsOf, new SnapshotInProgress(feed.Log.Origin, fed));
            isReset = true;
        }

        var reading = feed.Log.Read(new FeedQuery(start.Vector, start.Copy?.Start, filter, IStatusFeed.PageLimit));
        Cursor = reading.More ? Between(start, reading) : CursorAt(reading.End);
        _next = reading.More ? -1 : reading.NextBatch;
        return new FeedPage(reading.Events, Cursor, reading.More, isReset);
    }

    private async ValueTask<bool> CanContinueAsync(EventCursor start, CancellationToken cancellation)
    {
        // A cursor of a wrong clock does not say how old it is.
        if (feed.AsOf - start.IssuedAt > feed.Options.CursorLifetime || start.IssuedAt - feed.Time.GetUtcNow() > HybridClock.MostAhead)
            return false;
        if (start.Copy is { } copy)
            return copy.Node == feed.Log.Origin;
        IsBehind = !feed.Log.Covers(start.Needed) && !await HasCaughtUpAsync(start.Needed, cancellation).ConfigureAwait(false);
        return !IsBehind && feed.Log.CanContinue(start.Vector);
    }

    /// <summary>Waits until this node has caught up with the node that the subscriber came from.</summary>
    private async ValueTask<bool> HasCaughtUpAsync(VersionVector vector, CancellationToken cancellation)
    {
        var began = feed.Time.GetTimestamp();
        feed.Sought.Notify(vector);
        while (feed.Options.CatchUpPatience - feed.Time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            var there = feed.Log.WhenNext();
            if (feed.Log.Covers(vector))
                return true;
            await WaitAsync(there, left, cancellation).ConfigureAwait(false);
        }

        return feed.Log.Covers(vector);
    }

    private async ValueTask WaitAsync(Task there, TimeSpan atMost, CancellationToken cancellation)
    {
        if (there.IsCompleted)
            return;

        // Thousands of readers wait like this, so each has only one object.
        await there.WaitAsync(atMost, feed.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    private static EventCursor Between(EventCursor start, FeedReading reading) => start with
    {
        Vector = reading.End,
        Until = start.Copy is null ? start.Needed.Merge(reading.Fed) : null,
    };

    private EventCursor CursorAt(VersionVector end) => new(end, feed.AsOf);
}
