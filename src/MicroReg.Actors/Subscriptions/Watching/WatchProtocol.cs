using System.Collections.Immutable;
using MicroReg.Domain.Events;

namespace MicroReg.Actors.Subscriptions.Watching;

/// <summary>
/// The messages between actors of the cluster and <c>/user/subscriptions</c> of any node. They are a closed set: see
/// <see cref="WatchSerializer"/>.
/// </summary>
internal interface IWatchMessage;

/// <summary>
/// Asks for the changes since a cursor. The sender gets a <see cref="StatusPage"/>, and the next one for each
/// <see cref="StatusPageTaken"/>, until it says <see cref="UnwatchStatus"/> or ends. A second request begins anew. A watcher should
/// watch the actor that sends the pages. When that actor ends, it can ask another node with its last cursor.
/// </summary>
/// <param name="Filter">The instances that the watcher is interested in.</param>
/// <param name="Cursor">The cursor to continue from; <see cref="EventCursor.Empty"/> to begin with a snapshot.</param>
internal sealed record WatchStatus(EventFilter Filter, EventCursor Cursor) : IWatchMessage;

/// <summary>A page of changes. A page without events is a sign of life.</summary>
/// <param name="Events">At most <see cref="IStatusFeed.PageLimit"/>.</param>
/// <param name="Cursor">
/// The cursor of a watcher that has applied them. A long page goes to another node in pieces; only the last piece moves the cursor.
/// </param>
/// <param name="More">
/// True if the next page is there already. After a page without it, the watcher has everything that the node has.
/// </param>
/// <param name="Reset">True if the watcher should forget its copy first.</param>
internal sealed record StatusPage(ImmutableArray<StatusEvent> Events, EventCursor Cursor, bool More, bool Reset) : IWatchMessage;

/// <summary>Says that a page was applied and the next one may come. So nothing is buffered for a slow watcher.</summary>
internal sealed class StatusPageTaken : IWatchMessage
{
    private StatusPageTaken()
    {
    }

    /// <summary>The only one there is.</summary>
    public static StatusPageTaken Instance { get; } = new();
}

/// <summary>Ends the pages.</summary>
internal sealed class UnwatchStatus : IWatchMessage
{
    private UnwatchStatus()
    {
    }

    /// <summary>The only one there is.</summary>
    public static UnwatchStatus Instance { get; } = new();
}
