using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;

namespace MicroReg.Storage;

/// <summary>
/// Records as a text file that can be kept, read and compared. Each line is a JSON document.
/// <code>
/// {"format":"microreg-snapshot","version":1}
/// {"key":{"name":"orders","host":"10.0.0.7","port":8080},"head":{"part":"registration", …}}
/// {"end":true,"records":1}
/// </code>
/// The last line shows that the snapshot is complete. A snapshot has none of a node's facts. Records can be imported into any registry,
/// but which other nodes a node knows, and when it was last in contact with them, is true only of that node. With these facts an
/// importing node would count unknown nodes for its quorum, or trust records that are out of date.
/// </summary>
internal static class RecordSnapshot
{
    /// <summary>The format version that this program writes.</summary>
    public const int FormatVersion = 1;

    internal const string Format = "microreg-snapshot";

    /// <summary>Writes records. The stream stays open.</summary>
    public static void Export(IEnumerable<ServiceRecord> records, Stream output)
    {
        WriteLine(output, writer =>
        {
            writer.WriteString("format", Format);
            writer.WriteNumber("version", FormatVersion);
        });
        var count = 0;
        foreach (var record in records)
        {
            JsonSerializer.Serialize(output, record, RecordJsonContext.Default.ServiceRecord);
            output.WriteByte((byte)'\n');
            count++;
        }

        WriteLine(output, writer =>
        {
            writer.WriteBoolean("end", true);
            writer.WriteNumber("records", count);
        });
        output.Flush();
    }

    /// <summary>Reads a complete snapshot and checks every record. The stream stays open.</summary>
    /// <exception cref="StoreException">The snapshot is invalid. The message names the line, and the instance if it is known.</exception>
    public static ImmutableArray<ServiceRecord> Import(Stream input)
    {
        using var text = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        var lines = new SnapshotLines(text);
        lines.ReadHeader();
        var records = ImmutableArray.CreateBuilder<ServiceRecord>();
        var keys = new HashSet<InstanceKey>();
        while (lines.ReadRecord(records.Count) is { } record)
        {
            if (!keys.Add(record.Key))
                throw lines.Fault($"{record.Key} is there twice");
            records.Add(record);
        }

        return records.DrainToImmutable();
    }

    private static void WriteLine(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
