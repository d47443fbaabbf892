using System.Buffers;
using System.Text.Json;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Edge.Instances;

namespace MicroReg.Edge.Http.Events;

/// <summary>
/// Writes events as server-sent events. The JSON is on one line whatever the texts contain, because JSON escapes line breaks.
/// </summary>
/// <param name="node">The node that sends them.</param>
internal sealed class EventJson(string node)
{
    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true };

    // One event is written at a time, and copied out when it is complete.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _spare;

    private readonly JsonEncodedText _node = JsonEncodedText.Encode(node);

    public byte[] Write(StatusEvent change)
    {
        var output = _spare ??= new ArrayBufferWriter<byte>(1024);
        output.ResetWrittenCount();
        output.Write("data: "u8);
        using (var json = new Utf8JsonWriter(output, WriterOptions))
            Write(json, change);
        output.Write("\n\n"u8);
        return output.WrittenSpan.ToArray();
    }

    private void Write(Utf8JsonWriter json, StatusEvent change)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, StatusEventKinds.NameOf(change.Kind));
        json.WriteString("service"u8, change.Key.Name);
        json.WriteStartObject("instance"u8);
        if (change.Instance is { IsLiving: true } record)
            WriteInstance(json, new InstanceDocument(record));
        else
            WriteEndpoint(json, change.Key.Host, change.Key.Port);
        json.WriteEndObject();
        WriteStatus(json, "previous_status"u8, change.PreviousStatus);
        WriteStatus(json, "status"u8, change.Status);
        json.WriteString("version"u8, change.Version);
        json.WriteString("at"u8, Timestamps.Iso(change.At));
        json.WriteString("node"u8, _node);
        json.WriteEndObject();
    }

    private static void WriteInstance(Utf8JsonWriter json, InstanceDocument instance)
    {
        json.WriteNumber("id"u8, instance.Id);
        WriteEndpoint(json, instance.Host, instance.Port);
        json.WriteString("status"u8, instance.Status);
        json.WriteString("reported"u8, instance.Reported);
        json.WriteString("health"u8, instance.Health);
        json.WriteStartObject("metadata"u8);
        foreach (var (key, value) in instance.Metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteStartArray("tags"u8);
        foreach (var tag in instance.Tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString("zone"u8, instance.Zone);
        json.WriteNumber("weight"u8, instance.Weight);
        json.WriteString("registered_at"u8, instance.RegisteredAt);
    }

    private static void WriteEndpoint(Utf8JsonWriter json, string host, int port)
    {
        json.WriteString("host"u8, host);
        json.WriteNumber("port"u8, port);
    }

    private static void WriteStatus(Utf8JsonWriter json, ReadOnlySpan<byte> name, ServiceStatus? status)
    {
        if (status is { } known)
            json.WriteString(name, ServiceStatuses.NameOf(known));
        else
            json.WriteNull(name);
    }
}
