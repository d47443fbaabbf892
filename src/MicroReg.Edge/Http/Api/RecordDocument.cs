using System.Text.Json;
using System.Text.Json.Serialization;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Http.Api;

/// <summary>A page of documents.</summary>
/// <param name="Documents">The documents of some services, in the order of their keys.</param>
/// <param name="Next">The service to ask for the next page after; null on the last page.</param>
internal sealed record RecordPage(IReadOnlyList<RecordDocument> Documents, string? Next);

/// <summary>How many documents there are.</summary>
internal sealed record RecordCount(int Count);

/// <summary>A document in the form in which it is stored.</summary>
/// <param name="Record">The record.</param>
[JsonConverter(typeof(RecordDocumentConverter))]
internal readonly record struct RecordDocument(ServiceRecord Record);

/// <summary>Writes documents by the database's own JSON, whatever the web server's settings are.</summary>
internal sealed class RecordDocumentConverter : JsonConverter<RecordDocument>
{
    public override RecordDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize(ref reader, RecordJsonContext.Default.ServiceRecord)
            ?? throw new JsonException("A document cannot be null."));

    public override void Write(Utf8JsonWriter writer, RecordDocument value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Record, RecordJsonContext.Default.ServiceRecord);
}
