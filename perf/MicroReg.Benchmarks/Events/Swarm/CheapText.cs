using System.Buffers.Text;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>Finds in the bytes of an event what it says of which record, without parsing the rest.</summary>
internal static class CheapText
{
    private static ReadOnlySpan<byte> Prefix => "stored-service-"u8;

    /// <summary>Which stored record an event tells of; -1 for none. What follows the port comes back as the rest.</summary>
    public static int TakeRecord(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> beforePort)
    {
        if (!TryTakeNumber(ref text, Prefix, out var service) || !TryTakeNumber(ref text, beforePort, out var port))
            return -1;
        return StoredNames.RecordOf(service, port);
    }

    /// <summary>The number that follows a mark.</summary>
    public static bool TryTakeNumber(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark, out int number)
    {
        number = 0;
        return TrySkip(ref text, mark) && Utf8Parser.TryParse(text, out number, out _);
    }

    /// <summary>Goes on behind a mark.</summary>
    public static bool TrySkip(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
    {
        var at = text.IndexOf(mark);
        if (at < 0)
            return false;
        text = text[(at + mark.Length)..];
        return true;
    }

    public static int StatusOf(ReadOnlySpan<byte> word) => word.StartsWith("running"u8) ? RecordStatuses.Running : RecordStatuses.Stopped;
}
