using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MicroReg.Domain.Records;
using MicroReg.Edge.Instances;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>
/// All instances as the text of one JSON object, id → details, produced while it is sent. The records are immutable, so each pass gives the
/// same bytes. An instance whose id another one has, too, is not left out.
/// </summary>
/// <param name="records">The snapshot.</param>
/// <param name="ids">How instances get their ids. Null: as the running registry chooses them.</param>
internal sealed class AllDetailsText(ImmutableArray<ServiceRecord> records, InstanceIds? ids = null) : IUtf8TextSource
{
    private static readonly InstanceIds Ids = new();
    private readonly Dictionary<int, int>? _otherIds = DistinctIds.Of(records, ids ?? Ids);

    private const int PieceBytes = 8 * 1024;

    // The default encoder writes everything that is not plain ASCII as \uXXXX, and also & < > and quotes, so the text needs no escaping
    // in XML. Validation is off because a pass joins complete objects itself.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    public IUtf8TextPass Begin() => new Pass(records, _otherIds);

    private sealed class Pass(ImmutableArray<ServiceRecord> records, Dictionary<int, int>? otherIds) : IUtf8TextPass
    {
        private readonly Utf8JsonWriter _json = new(Stream.Null, WriterOptions);
        private int _next;

        public bool WriteNext(IBufferWriter<byte> output)
        {
            if (_next == 0)
                output.Write("{"u8);
            for (var written = 0L; written < PieceBytes && _next < records.Length; _next++)
            {
                var record = records[_next];
                var id = otherIds is not null && otherIds.TryGetValue(_next, out var other) ? other : record.Registration!.Id;
                WriteName(output, id);
                _json.Reset(output);
                WriteDetails(_json, new InstanceDocument(record, id));
                _json.Flush();
                written += _json.BytesCommitted;
            }

            if (_next < records.Length)
                return true;
            output.Write("}"u8);
            return false;
        }

        public void Dispose() => _json.Dispose();

        private void WriteName(IBufferWriter<byte> output, int id)
        {
            var room = output.GetSpan(24);
            var prefix = _next == 0 ? "\""u8 : ", \""u8;
            prefix.CopyTo(room);
            id.TryFormat(room[prefix.Length..], out var digits, provider: CultureInfo.InvariantCulture);
            "\": "u8.CopyTo(room[(prefix.Length + digits)..]);
            output.Advance(prefix.Length + digits + 3);
        }
    }

    private static void WriteDetails(Utf8JsonWriter json, InstanceDocument instance)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, instance.Service);
        json.WriteString("host"u8, instance.Host);
        json.WriteNumber("port"u8, instance.Port);
        json.WriteNumber("status"u8, instance.StatusNumber);
        WriteTimestamp(json, instance.FirstRegistered);
        json.WriteNumber("id"u8, instance.Id);
        json.WriteNumber("reported"u8, instance.ReportedNumber);
        json.WriteString("health"u8, instance.Health);
        json.WriteString("zone"u8, instance.Zone ?? "");
        json.WriteNumber("weight"u8, instance.Weight);
        json.WriteStartArray("tags"u8);
        foreach (var tag in instance.Tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteStartObject("metadata"u8);
        foreach (var (key, value) in instance.Metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTimestamp(Utf8JsonWriter json, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[14];
        time.TryFormat(text, out var length, "dd-MM-yy HH:mm", CultureInfo.InvariantCulture);
        json.WriteString("reg_timestamp"u8, text[..length]);
    }
}
