using System.Buffers;
using System.Text.Json;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Subscribers;

/// <summary>XML-RPC values as JSON, so that what all ways tell is read by the same code.</summary>
internal static class XmlRpcJson
{
    public static JsonElement Of(XmlRpcValue value)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
            Write(value, writer);
        return JsonElement.Parse(text.WrittenSpan);
    }

    private static void Write(XmlRpcValue value, Utf8JsonWriter writer)
    {
        if (value.TryGetMembers(out var members))
        {
            writer.WriteStartObject();
            foreach (var (name, member) in members)
            {
                writer.WritePropertyName(name);
                Write(member, writer);
            }

            writer.WriteEndObject();
        }
        else if (value.TryGetItems(out var items))
        {
            writer.WriteStartArray();
            foreach (var item in items)
                Write(item, writer);
            writer.WriteEndArray();
        }
        else if (value.TryGetText(out var text))
        {
            writer.WriteStringValue(text);
        }
        else if (value.TryGetInteger(out var number))
        {
            writer.WriteNumberValue(number);
        }
        else if (value.TryGetBoolean(out var truth))
        {
            writer.WriteBooleanValue(truth);
        }
        else
        {
            throw new InvalidDataException($"Events have no values such as {value}.");
        }
    }
}
