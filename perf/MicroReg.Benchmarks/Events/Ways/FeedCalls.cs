using System.Buffers;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.XmlRpc;

namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>The XML-RPC calls of a subscriber, on one connection.</summary>
internal sealed class FeedCalls : IDisposable
{
    // A page of 1,000 events is about two megabytes.
    private static readonly XmlRpcLimits Limits = new() { MaxBodyBytes = 16 * 1024 * 1024 };
    private readonly HttpClient _http;

    public FeedCalls(int port) => _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(90) };

    public void Dispose() => _http.Dispose();

    public async Task<FeedPageAnswer> WaitAsync(string cursor, int seconds, CancellationToken cancel) =>
        FeedPageAnswer.Of(await CallAsync("wait_events", cancel, XmlRpcValue.Of(cursor), XmlRpcValue.Of(seconds)));

    /// <summary>The cursor behind everything that the node holds now.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancel)
    {
        for (var cursor = ""; ;)
        {
            var page = await WaitAsync(cursor, 0, cancel);
            cursor = page.Cursor;
            if (!page.More)
                return cursor;
        }
    }

    public async Task<XmlRpcValue> CallAsync(string method, CancellationToken cancel, params XmlRpcValue[] parameters)
    {
        var body = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteCall(body, new XmlRpcCall(method, parameters));
        using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new("text/xml");
        using var answer = await _http.PostAsync(new Uri("/RPC2", UriKind.Relative), content, cancel);
        var document = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancel);
        if (!XmlRpcReader.TryReadResponse(document, "utf-8", Limits, out var outcome, out var wrong) || outcome.Fault is not null)
            throw new BenchmarkFailedException($"{method} answered: {wrong?.Message ?? outcome.Fault?.Message}");
        return outcome.Value;
    }
}

/// <summary>A page of the feed, as <c>wait_events</c> answers it and <c>registry_events</c> brings it.</summary>
internal sealed record FeedPageAnswer(string Cursor, bool More, IReadOnlyList<(int Record, int Status)> Changes)
{
    public static FeedPageAnswer Of(XmlRpcValue page)
    {
        var members = Struct(page);
        _ = members.TryGet("cursor", out var cursor) & members.TryGet("more", out var more) & members.TryGet("events", out var events);
        return cursor.TryGetText(out var text) && more.TryGetBoolean(out var isMore) && events.TryGetItems(out var items)
            ? new FeedPageAnswer(text, isMore, [.. items.Select(Change)])
            : throw new BenchmarkFailedException($"This is no page of events: {page}");
    }

    private static (int Record, int Status) Change(XmlRpcValue item)
    {
        var change = Struct(item);
        _ = change.TryGet("service", out var service) & change.TryGet("instance", out var instance) & change.TryGet(
            "status", out var status);
        _ = Struct(instance).TryGet("port", out var port) & status.TryGetInteger(out var value);
        return service.TryGetText(out var name) && port.TryGetInteger(out var number)
            ? (RecordStatuses.RecordOf(name, number), (int)value)
            : throw new BenchmarkFailedException($"This is no event: {item}");
    }

    private static XmlRpcStruct Struct(XmlRpcValue value) =>
        value.TryGetMembers(out var members) ? members : throw new BenchmarkFailedException($"This is no struct: {value}");
}
