using System.Net.ServerSentEvents;
using System.Text.Json;
using MicroReg.Client.Watching.Copying;

namespace MicroReg.Client.Watching.Streaming;

/// <summary>Parses the items of a node's event stream.</summary>
internal static class EventStream
{
    private const string Unregistered = "unregistered";

    /// <summary>The items of the stream until it ends. Throws <see cref="JsonException"/> if it is not a stream of events.</summary>
    public static async IAsyncEnumerable<StreamItem> ReadAsync(
        Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in SseParser.Create(stream, Parse).EnumerateAsync(cancellation).ConfigureAwait(false))
            yield return item.Data;
    }

    private static StreamItem Parse(string type, ReadOnlySpan<byte> data) => type switch
    {
        SseParser.EventTypeDefault => new StreamItem.Change(ToChange(Read(data, ClientJson.Default.ChangeDocument))),
        "cursor" => ToCursor(Read(data, ClientJson.Default.CursorDocument)),
        "reset" => new StreamItem.Reset(Read(data, ClientJson.Default.ResetDocument).Reason ?? ""),
        _ => new StreamItem.Unknown(),
    };

    private static StreamItem.Cursor ToCursor(CursorDocument document) => new(document.Cursor, document.More);

    private static InstanceChange ToChange(ChangeDocument document) => new(
        document.Instance.ToInstance(document.Service, document.Version),
        document.Kind == Unregistered);

    private static T Read<T>(ReadOnlySpan<byte> data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(data, type) ?? throw new JsonException("null is no event.");
}
