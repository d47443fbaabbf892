using System.Globalization;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>
/// The version of an instance's state as a text that compares ordinally:
/// <code>
/// generation . reported . health       a living instance; missing parts are empty
/// generation ~ tombstone               an unregistered instance ('~' is greater than '.')
/// </code>
/// Each stamp is 32 hexadecimal digits: time, then origin. On one stream the parts of an instance only move forward, and so does this
/// text.
/// </summary>
internal static class EventVersion
{
    /// <summary>The version of a record that is registered or unregistered.</summary>
    public static string Of(ServiceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Head is Tombstone tombstone
            ? $"{Digits(tombstone.Ended)}~{Digits(tombstone.Stamp)}"
            : $"{Digits(record.Head!.Generation)}.{Digits(record.Reported)}.{Digits(record.Health)}";
    }

    private static string Digits(RecordPart? part) => part is null ? "" : Digits(part.Stamp);

    private static string Digits(Stamp stamp) =>
        string.Create(CultureInfo.InvariantCulture, $"{stamp.Time.Value:x16}{stamp.Origin.Value:x16}");
}
