using System.Text.Json;
using System.Text.Json.Serialization;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Journal;

/// <summary>
/// The JSON form in which a node stores what it knows about the cluster. Fields are only ever added, with a default, and unknown fields
/// of a later version are ignored. A missing or null field without a default is an error: half of these facts would be worse than none.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(KnownNodesJsonConverter), typeof(NodeStateJsonConverter), typeof(StampJsonConverter), typeof(VectorJsonConverter),
    ])]
[JsonSerializable(typeof(ClusterFacts))]
[JsonSerializable(typeof(KnownNode[]))]
internal sealed partial class ClusterJsonContext : JsonSerializerContext;

/// <summary>Writes known nodes as the array of their entries.</summary>
internal sealed class KnownNodesJsonConverter : JsonConverter<KnownNodes>
{
    public override KnownNodes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var entries = JsonSerializer.Deserialize(ref reader, ClusterJsonContext.Default.KnownNodeArray)!;
        return Array.IndexOf(entries, null) < 0 ? KnownNodes.Of(entries) : throw new JsonException("A known node is null.");
    }

    public override void Write(Utf8JsonWriter writer, KnownNodes value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value.All], ClusterJsonContext.Default.KnownNodeArray);
}

/// <summary>Writes a state as its name: a number would change its meaning with the order of the names.</summary>
internal sealed class NodeStateJsonConverter()
    : JsonStringEnumConverter<NodeState>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

/// <summary>Writes a vector as its text.</summary>
internal sealed class VectorJsonConverter : JsonConverter<VersionVector>
{
    public override VersionVector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && VersionVector.TryParse(reader.GetString(), out var vector)
            ? vector
            : throw new JsonException("Not a vector.");

    public override void Write(Utf8JsonWriter writer, VersionVector value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
