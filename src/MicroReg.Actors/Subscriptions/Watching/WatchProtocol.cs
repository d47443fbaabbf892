using System.Collections.Immutable;
using MicroReg.Domain.Events;

namespace MicroReg.Actors.Subscriptions.Watching;

/// <summary>
/// What actors of the cluster and <c>/user/subscriptions</c> of any node tell each other. A closed set: see
/// <see cref="WatchSerializer"/>.
/// </summary>
internal interface IWatchMessage;

/// <summary>
/// Asks for the changes since a cursor. The sender gets a <see cref="StatusPage"/>, and the next one for each
/// <see cref="StatusPageTaken"/>, until it says <see cref="UnwatchStatus"/> or ends. Asked again, it begins anew. Who sends the
/// pages should be watched: its end means that no more come from there, and another node can be asked with the last cursor.
/// </summary>
/// <param name="Filter">What the watcher wants to hear of.</param>
/// <param name="Cursor">Where it stands; <see cref="EventCursor.Empty"/> for a snapshot first.</param>
internal sealed record WatchStatus(EventFilter Filter, EventCursor Cursor) : IWatchMessage;

/// <summary>Changes. One without events says that the node is there.</summary>
/// <param name="Events">At most <see cref="IStatusFeed.PageLimit"/>.</param>
/// <param name="Cursor">
/// Where whoever has applied them stands. A page that is long goes to another node in pieces, of which only the last moves it.
/// </param>
/// <param name="More">True if the next page is there already: only without it the watcher holds what the node holds.</param>
/// <param name="Reset">True if the watcher should forget its copy first.</param>
internal sealed record StatusPage(ImmutableArray<StatusEvent> Events, EventCursor Cursor, bool More, bool Reset) : IWatchMessage;

/// <summary>Tells the sender of a page that it was applied and the next may come: a watcher that is slow has nothing kept for it.</summary>
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
