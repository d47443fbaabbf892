using System.Text;
using MicroReg.Domain.Events;
using MicroReg.Domain.Registry;

namespace MicroReg.Edge.Http.Events;

/// <summary>
/// The frames of streams, as bytes. An event is written once for all streams. So is, nearly always, the cursor after a page, because
/// streams that follow live are at the same position.
/// </summary>
/// <param name="registry">Names the node.</param>
internal sealed class EventFrames(IRegistry registry)
{
    // How much older than the reader's own a cursor may claim to be. Its age only matters in hours.
    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(1);

    private static readonly object Form = new();

    private Func<StatusEvent, byte[]>? _write;
    private volatile CursorFrame? _last;

    private Func<StatusEvent, byte[]> Write => _write ??= new EventJson(registry.Status.NodeName).Write;

    /// <summary>Begins a stream. Says how many milliseconds a browser waits before it reconnects.</summary>
    public static ReadOnlySpan<byte> Start => "retry: 1000\n\n"u8;

    /// <summary>
    /// Begins a snapshot. The empty id makes a browser forget its cursor, so a snapshot that is interrupted begins again.
    /// </summary>
    /// <param name="reason">Why it begins: one of our own texts, plain ASCII without quotes.</param>
    public static byte[] Reset(string reason) => Encoding.ASCII.GetBytes($"event: reset\nid:\ndata: {{\"reason\":\"{reason}\"}}\n\n");

    /// <summary>One change.</summary>
    public ReadOnlyMemory<byte> Of(StatusEvent change) => change.In(Form, Write);

    /// <summary>Ends a page.</summary>
    public byte[] CursorOf(FeedPage page)
    {
        var (cursor, last) = (page.Cursor, _last);
        if (last is not null && !page.More && cursor.Copy is null && ReferenceEquals(last.Cursor.Vector, cursor.Vector)
            && cursor.IssuedAt - last.Cursor.IssuedAt is var later && later >= TimeSpan.Zero && later < SameTime)
            return last.Bytes;
        var text = cursor.ToString();
        var more = page.More ? "true" : "false";
        var bytes = Encoding.ASCII.GetBytes($"event: cursor\nid: {text}\ndata: {{\"cursor\":\"{text}\",\"more\":{more}}}\n\n");
        if (!page.More && cursor.Copy is null)
            _last = new CursorFrame(cursor, bytes);
        return bytes;
    }

    private sealed record CursorFrame(EventCursor Cursor, byte[] Bytes);
}
