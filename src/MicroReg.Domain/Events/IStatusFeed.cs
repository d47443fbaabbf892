using MicroReg.Domain.Registry;

namespace MicroReg.Domain.Events;

/// <summary>
/// The feed of status changes: one mechanism for streams, long polls, callbacks and actors. A subscriber is a replica that has
/// no vote: it asks for "the changes since this cursor", and the cursor holds for every node.
/// <list type="number">
/// <item>An empty cursor gives a snapshot, then changes; another one gives the changes since, coalesced.</item>
/// <item>Nothing is missed. A change enters the feed when it is on this node's disk and, if any other node is reachable,
/// on one of theirs.</item>
/// <item>Per instance, versions only go up.</item>
/// <item>A cursor that cannot be continued gives a reset and a snapshot, and an empty snapshot comes only from a node that is ready.</item>
/// <item>A slow reader costs nobody anything: what it has not read is read again from the records.</item>
/// </list>
/// </summary>
public interface IStatusFeed
{
    /// <summary>The most events in a page.</summary>
    const int PageLimit = 1000;

    /// <summary>A cursor behind everything that was fed so far: for whoever wants only what comes, and keeps no copy.</summary>
    EventCursor Now { get; }

    /// <summary>Begins to read behind a cursor. Nothing is kept of a reader that is dropped.</summary>
    /// <param name="cursor">Where the subscriber stands.</param>
    /// <param name="filter">What it wants to hear of.</param>
    IFeedReader Read(EventCursor cursor, EventFilter filter);
}

/// <summary>One subscriber's way through the feed. Not thread-safe: one call at a time.</summary>
public interface IFeedReader
{
    /// <summary>Where the reader stands: behind the last page that it gave.</summary>
    EventCursor Cursor { get; }

    /// <summary>
    /// True if the last page was a reset for one reason only: the cursor covers what this node has not seen. The node that gave the
    /// cursor can continue it, and this one may be able to soon; any other reset is final.
    /// </summary>
    bool IsBehind { get; }

    /// <summary>
    /// The next page, as soon as there is something to tell; after the wait an empty page, whose cursor may have moved. A page with
    /// <see cref="FeedPage.More"/> is followed by another one at once.
    /// </summary>
    /// <param name="wait">How long to wait for changes; zero to answer at once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The page, or a fault (503) while the node is not ready to begin a snapshot.</returns>
    ValueTask<Outcome<FeedPage>> NextAsync(TimeSpan wait, CancellationToken cancellation = default);
}
