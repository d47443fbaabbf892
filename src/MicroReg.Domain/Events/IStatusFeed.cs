using MicroReg.Domain.Kernel;

namespace MicroReg.Domain.Events;

/// <summary>
/// The feed of status changes: one mechanism for streams, long polls, callbacks and actors. A subscriber is a replica without a vote: it
/// asks for "the changes since this cursor", and the cursor is valid at every node.
/// <list type="number">
/// <item>An empty cursor gives a snapshot, then changes. Any other cursor gives the changes since, coalesced.</item>
/// <item>Nothing is missed. A change is fed when it is on this node's disk and, if another node is reachable, confirmed by
/// one.</item>
/// <item>Versions of an instance only increase.</item>
/// <item>A cursor that cannot be continued gives a reset and a snapshot, and an empty snapshot comes only from a node that is ready.</item>
/// <item>A slow reader costs the others nothing: it reads what it has missed from the records.</item>
/// </list>
/// </summary>
public interface IStatusFeed
{
    /// <summary>The most events in a page.</summary>
    const int PageLimit = 1000;

    /// <summary>The cursor after everything that was fed so far: for readers that want only new events and keep no copy.</summary>
    EventCursor Now { get; }

    /// <summary>Starts to read after a cursor. A reader need not be disposed.</summary>
    /// <param name="cursor">The cursor of the subscriber.</param>
    /// <param name="filter">Its filter.</param>
    IFeedReader Read(EventCursor cursor, EventFilter filter);
}

/// <summary>The reader of one subscriber. Not thread-safe: one call at a time.</summary>
public interface IFeedReader
{
    /// <summary>The cursor after the last page that it returned.</summary>
    EventCursor Cursor { get; }

    /// <summary>
    /// True if the last page was a reset only because the cursor covers changes that this node lacks. The node that issued the cursor can
    /// continue it, and this one may be able to soon. Any other reset is final.
    /// </summary>
    bool IsBehind { get; }

    /// <summary>
    /// Returns the next page as soon as there are events. After the wait it returns an empty page, whose cursor may have moved. If
    /// <see cref="FeedPage.More"/> is true, the next page is available at once.
    /// </summary>
    /// <param name="wait">How long to wait for changes; zero to answer at once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The page, or a fault (503) while the node is not ready to serve a snapshot.</returns>
    ValueTask<Outcome<FeedPage>> NextAsync(TimeSpan wait, CancellationToken cancellation = default);
}
