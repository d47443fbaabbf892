using System.Text;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>
/// Reads a page of events in XML-RPC, cheaply, as <see cref="StreamLines"/> reads a stream: it relies on the order in which the nodes
/// write the members (kind, service, port, status) and that they write them without white space.
/// </summary>
internal static class PageText
{
    private static ReadOnlySpan<byte> Start => "<name>kind</name>"u8;

    /// <returns>How many events there are.</returns>
    public static int Read(ReadOnlySpan<byte> page, Action<int, int> hear)
    {
        var events = 0;
        while (CheapText.TrySkip(ref page, Start))
        {
            events++;
            var one = page.IndexOf(Start) is >= 0 and var end ? page[..end] : page;
            var record = CheapText.TakeRecord(ref one, "<name>port</name><value><int>"u8);
            if (record >= 0 && CheapText.TryTakeNumber(ref one, "<name>status</name><value><int>"u8, out var status))
                hear(record, status);
        }
        return events;
    }

    /// <summary>Its cursor; null if this is no page.</summary>
    public static string? CursorOf(ReadOnlySpan<byte> page)
    {
        if (!CheapText.TrySkip(ref page, "<name>cursor</name><value><string>"u8))
            return null;
        return Encoding.ASCII.GetString(page[..page.IndexOf((byte)'<')]);
    }
}
