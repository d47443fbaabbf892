using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using MicroReg.Chaos.Subscribers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Checking;

/// <summary>Reads all records of a node through its database's JSON API, page by page.</summary>
internal static class RecordReader
{
    /// <summary>Reads them, or fails with the reason.</summary>
    public static async Task<NodeRecords> ReadAsync(ClusterNode node)
    {
        try
        {
            return await ReadPagesAsync(node);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            throw new InvalidOperationException($"The records of {node.Name} cannot be read: {e.Message}", e);
        }
    }

    public static InstanceState StateOf(JsonElement document)
    {
        if (!document.TryGetProperty("head", out var head) || head.GetProperty("part").GetString() != "registration")
            return InstanceState.Absent;
        var attributes = head.GetProperty("attributes");
        var number = attributes.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("number", out var text)
            ? int.Parse(text.GetString()!)
            : 0;
        var status = document.TryGetProperty("reported", out var reported)
            ? reported.GetProperty("status")
            : attributes.GetProperty("status");
        return new InstanceState(true, number, status.GetString()!.ToLowerInvariant());
    }

    /// <summary>The document without the positions of its parts: a part that was repaired stands elsewhere in the feed.</summary>
    public static string WithoutPositions(JsonElement document)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
            Copy(document, writer);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static async Task<NodeRecords> ReadPagesAsync(ClusterNode node)
    {
        var records = new Dictionary<string, NodeRecord>();
        for (string? after = ""; after is not null;)
        {
            var (status, body) = await node.Registry.GetAsync($"/api/db?limit=1000&after={Uri.EscapeDataString(after)}");
            if (status != HttpStatusCode.OK)
                throw new HttpRequestException($"{node.Name} answered {(int)status} to a question for its records.");
            using var page = JsonDocument.Parse(body);
            foreach (var document in page.RootElement.GetProperty("documents").EnumerateArray())
                records[InstanceOf(document)] = new NodeRecord(StateOf(document), WithoutPositions(document))
                {
                    Shown = InstanceReader.OfDocument(document)
                };
            after = page.RootElement.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        return new NodeRecords(node.Name, records);
    }

    private static string InstanceOf(JsonElement document)
    {
        var key = document.GetProperty("key");
        return $"{key.GetProperty("name").GetString()}@{key.GetProperty("host").GetString()}:{key.GetProperty("port").GetInt32()}";
    }

    private static void Copy(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(member => member.Name != "position"))
                {
                    writer.WritePropertyName(member.Name);
                    Copy(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Copy(item, writer);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
