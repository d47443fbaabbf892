using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Edge.Tests.Http.Events;

/// <summary>A client of the stream of events that reads frames as they are.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _body;

    private EventReader(HttpResponseMessage response, Stream body) =>
        (_response, _body) = (response, new StreamReader(body, Encoding.UTF8));

    public HttpResponseMessage Response => _response;

    public static async Task<EventReader> OpenAsync(EdgeServer server, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/events{query}", UriKind.Relative));
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await server.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>Opens a stream, and takes the first page of it for granted.</summary>
    public static async Task<EventReader> FollowAsync(EdgeServer server, string query = "")
    {
        var reader = await OpenAsync(server, query);
        await reader.PageAsync();
        return reader;
    }

    /// <summary>The lines up to an empty one, joined by line feeds; null at the end of the stream.</summary>
    public async Task<string?> FrameAsync()
    {
        var lines = new List<string>();
        while (await _body.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0)
                return string.Join('\n', lines);
            lines.Add(line);
        }

        return lines.Count == 0 ? null : throw new IOException($"The stream ended within a frame: {string.Join('\n', lines)}");
    }

    /// <summary>All that is left.</summary>
    public Task<string> TextAsync() => _body.ReadToEndAsync().WaitAsync(Patience);

    /// <summary>The frames up to that of the cursor, without how long a browser is to wait.</summary>
    public async Task<List<string>> PageAsync()
    {
        var frames = new List<string>();
        while (frames.Count == 0 || !frames[^1].StartsWith("event: cursor", StringComparison.Ordinal))
            frames.Add(await FrameAsync() ?? throw new IOException("The stream ended within a page."));
        return [.. frames.Where(frame => !frame.StartsWith("retry: ", StringComparison.Ordinal))];
    }

    /// <summary>A page as text: "+name:port status" for each event, "reset" and the end, joined by commas.</summary>
    public async Task<string> TextOfPageAsync() => string.Join(", ", (await PageAsync()).Select(Short));

    /// <summary>Reads while the clock goes on.</summary>
    public static async Task<T> WhileTimePassesAsync<T>(FakeTimeProvider time, TimeSpan step, Task<T> pending)
    {
        while (!pending.IsCompleted)
        {
            time.Advance(step);
            await Task.WhenAny(pending, Task.Delay(TimeSpan.FromMilliseconds(10)));
        }

        return await pending;
    }

    public static string CursorOf(IEnumerable<string> page) => Data(page.Last())["cursor"]!.GetValue<string>();

    public static JsonNode Data(string frame) =>
        JsonNode.Parse(frame.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..])!;

    public void Dispose()
    {
        _body.Dispose();
        _response.Dispose();
    }

    private static string Short(string frame)
    {
        var data = Data(frame);
        if (frame.StartsWith("event: ", StringComparison.Ordinal))
            return frame.StartsWith("event: reset", StringComparison.Ordinal) ? "reset" : (bool)data["more"]! ? "more" : "end";
        return $"{data["kind"]} {data["service"]}:{data["instance"]!["port"]} {data["status"]?.ToString() ?? "-"}";
    }
}
