using System.Text.Json;
using System.Text.Json.Serialization;

namespace MicroReg.Domain.Records;

/// <summary>Writes metadata as a plain JSON object of strings.</summary>
internal sealed class MetadataJsonConverter : JsonConverter<Metadata>
{
    public override Metadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Metadata must be an object of strings.");
        var pairs = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            pairs.Add(new(key, reader.GetString() ?? throw new JsonException("A metadata value must be a string.")));
        }

        return Metadata.From(pairs);
    }

    public override void Write(Utf8JsonWriter writer, Metadata value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}
