using System.Text;
using MicroReg.Domain.Events;
using MicroReg.Domain.Registry;

namespace MicroReg.Edge.Http.Events;

/// <summary>
/// What streams are made of, as bytes. An event is written once for all streams; so is, nearly always, the cursor behind a page,
/// because streams that follow live stand at the same place.
/// </summary>
/// <param name="registry">Names the node.</param>
internal sealed class EventFrames(IRegistry registry)
{
    // How much older than the reader's own a cursor may say that it is. Its age only counts in hours.
    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(1);

    private static readonly object Form = new();

    private Func<StatusEvent, byte[]>? _write;
    private volatile CursorFrame? _last;

    private Func<StatusEvent, byte[]> Write => _write ??= new EventJson(registry.Status.NodeName).Write;

    /// <summary>Begins a stream: how many milliseconds a browser waits before it connects again.</summary>
    public static ReadOnlySpan<byte> Start => "retry: 1000\n\n"u8;

    /// <summary>
    /// Begins a snapshot. The empty id makes a browser forget its cursor with its copy: a snapshot that breaks off begins again.
    /// </summary>
    /// <param name="reason">Why: a text of our own, plain ASCII without quotes.</param>
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
