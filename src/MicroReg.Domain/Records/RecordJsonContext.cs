using System.Text.Json;
using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Records;

/// <summary>
/// The JSON form of records, in the store and in the JSON API of the database. Stamps and positions are texts. Fields are only ever added.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(StampJsonConverter), typeof(PositionJsonConverter)])]
[JsonSerializable(typeof(ServiceRecord))]
internal sealed partial class RecordJsonContext : JsonSerializerContext;

/// <summary>Writes a stamp as its text, without allocating a string: a record has up to ten of them.</summary>
internal sealed class StampJsonConverter : JsonConverter<Stamp>
{
    public override Stamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Stamp.MaxLength];
        return Stamp.TryParse(text[..ShortText.Copy(reader, text)], out var stamp) ? stamp : throw new JsonException("Not a stamp.");
    }

    public override void Write(Utf8JsonWriter writer, Stamp value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Stamp.MaxLength];
        writer.WriteStringValue(text[..value.Format(text)]);
    }
}

/// <summary>Writes a position as its text.</summary>
internal sealed class PositionJsonConverter : JsonConverter<Position>
{
    public override Position Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Position.MaxLength];
        return Position.TryParse(text[..ShortText.Copy(reader, text)], out var position)
            ? position : throw new JsonException("Not a position.");
    }

    public override void Write(Utf8JsonWriter writer, Position value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Position.MaxLength];
        writer.WriteStringValue(text[..value.Format(text)]);
    }
}

/// <summary>Reads short texts without allocating.</summary>
internal static class ShortText
{
    /// <returns>The length of the text; 0 if the value is not a text, or too long.</returns>
    public static int Copy(in Utf8JsonReader reader, scoped Span<char> buffer)
    {
        if (reader.TokenType != JsonTokenType.String)
            return 0;
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        return length > buffer.Length ? 0 : reader.CopyString(buffer);
    }
}
