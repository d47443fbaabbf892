using System.Text.Json;
using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Records;

/// <summary>
/// Records as JSON: the form in which they are stored, and shown by the database's JSON API. Stamps and positions
/// are texts. Fields are only ever added.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(StampJsonConverter), typeof(PositionJsonConverter)])]
[JsonSerializable(typeof(ServiceRecord))]
public sealed partial class RecordJsonContext : JsonSerializerContext;

/// <summary>A stamp is its text.</summary>
internal sealed class StampJsonConverter : JsonConverter<Stamp>
{
    public override Stamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Stamp.TryParse(reader.GetString(), out var stamp) ? stamp : throw new JsonException("Not a stamp.");

    public override void Write(Utf8JsonWriter writer, Stamp value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>A position is its text.</summary>
internal sealed class PositionJsonConverter : JsonConverter<Position>
{
    public override Position Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Position.TryParse(reader.GetString(), out var position) ? position : throw new JsonException("Not a position.");

    public override void Write(Utf8JsonWriter writer, Position value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
