using System.Collections.Immutable;
using MicroReg.Domain.Events;

namespace MicroReg.Actors.Subscriptions.Watching;

/// <summary>Cuts pages so that each piece fits into a frame between nodes. On the same node nothing is cut.</summary>
internal static class WatchPieces
{
    /// <summary>
    /// As the frames of replication: with the greatest event behind it a piece is still below Akka.Remote's 128,000 bytes.
    /// </summary>
    private const int MostBytes = 48 * 1024;

    /// <summary>The pieces of a page, in order. Whoever has only some of them stands where it stood before the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="before">Where the watcher stood before it.</param>
    /// <param name="isRemote">Whether the watcher is on another node.</param>
    public static IEnumerable<StatusPage> Of(FeedPage page, EventCursor before, bool isRemote)
    {
        var (start, isFirst) = (0, true);
        while (isRemote && EndOf(page.Events, start) is var end && end < page.Events.Length)
        {
            yield return new StatusPage(page.Events[start..end], before, More: true, page.Reset && isFirst);
            (start, isFirst) = (end, false);
        }

        yield return new StatusPage(start == 0 ? page.Events : page.Events[start..], page.Cursor, page.More, page.Reset && isFirst);
    }

    private static int EndOf(ImmutableArray<StatusEvent> events, int start)
    {
        var (end, bytes) = (start, 0);
        while (end < events.Length && (end == start || bytes < MostBytes))
            bytes += EventMapping.Encoded(events[end++]).Length;
        return end;
    }
}
