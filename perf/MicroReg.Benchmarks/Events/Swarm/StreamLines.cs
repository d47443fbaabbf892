namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>
/// Reads a stream of events line by line, cheaply: a thousand of them share the cores with the node that they measure. It
/// relies on how the nodes write events: one line each, service before port before status.
/// </summary>
/// <param name="hear">Is told of the record and status of each event.</param>
internal sealed class StreamLines(Action<int, int> hear)
{
    /// <summary>True once a page has ended behind which there was nothing more.</summary>
    public bool IsCaughtUp { get; private set; }

    public long Pages { get; private set; }

    public long Events { get; private set; }

    private static ReadOnlySpan<byte> Change => "data: {\"kind\":"u8;

    private static ReadOnlySpan<byte> Page => "data: {\"cursor\":\""u8;

    /// <returns>How many bytes were complete lines; the rest must come again, with what follows.</returns>
    public int Read(ReadOnlySpan<byte> received)
    {
        var read = 0;
        while (received[read..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            Take(received.Slice(read, length));
            read += length + 1;
        }
        return read;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith(Change))
        {
            Events++;
            var record = CheapText.TakeRecord(ref line, "\"port\":"u8);
            if (record >= 0 && CheapText.TrySkip(ref line, "\"status\":\""u8))
                hear(record, CheapText.StatusOf(line));
        }
        else if (line.StartsWith(Page))
        {
            Pages++;
            IsCaughtUp |= line.IndexOf("\"more\":false"u8) >= 0;
        }
    }
}
