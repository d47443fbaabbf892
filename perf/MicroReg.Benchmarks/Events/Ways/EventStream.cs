using System.Net.ServerSentEvents;
using System.Text.Json;
using MicroReg.Benchmarks.Events.Changes;

namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>Server-Sent Events, read with what .NET brings along: HttpClient, SseParser, JsonSerializer.</summary>
internal sealed class EventStream : IWay
{
    public string Name => "SSE";

    public async Task<Subscription> OpenAsync(int port, string cursor, CancellationToken cancel)
    {
        var open = new Open(new Uri($"http://127.0.0.1:{port}/api/events?cursor={Uri.EscapeDataString(cursor)}"));
        await open.CaughtUpAsync(cancel);
        return open;
    }

    private sealed class Open : Subscription
    {
        private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
        private readonly CancellationTokenSource _end = new();
        private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _receiving;

        public Open(Uri address) => _receiving = KeepAsync(token => ReceiveAsync(address, token), _end.Token);

        public async Task CaughtUpAsync(CancellationToken cancel)
        {
            await Task.WhenAny(_caughtUp.Task, _receiving).WaitAsync(Patience.ToOpen, cancel);
            if (!_caughtUp.Task.IsCompleted)
                throw new BenchmarkFailedException($"The event stream ended before it had caught up: {Failure}");
        }

        public override async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _receiving;
            _http.Dispose();
            _end.Dispose();
        }

        private async Task ReceiveAsync(Uri address, CancellationToken cancel)
        {
            using var answer = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            var events = SseParser.Create(body, (type, data) => type switch
            {
                SseParser.EventTypeDefault => Told.Of(JsonSerializer.Deserialize<ChangeDocument>(data, SnakeCase)!),
                "cursor" => Told.Of(JsonSerializer.Deserialize<CursorDocument>(data, SnakeCase)!),
                _ => default,
            });
            await foreach (var item in events.EnumerateAsync(cancel))
                Take(item.Data);
        }

        private void Take(Told told)
        {
            if (told.Change is { } change)
                Hear(
                    RecordStatuses.RecordOf(change.Service, change.Instance.Port),
                    change.Status == "running" ? RecordStatuses.Running : RecordStatuses.Stopped);
            if (told.Cursor is not { } page)
                return;
            Cursor = page.Cursor;
            if (!page.More)
                _caughtUp.TrySetResult();
        }
    }

    private readonly record struct Told(ChangeDocument? Change, CursorDocument? Cursor)
    {
        public static Told Of(ChangeDocument change) => new(change, null);

        public static Told Of(CursorDocument cursor) => new(null, cursor);
    }

    private sealed record ChangeDocument(string Kind, string Service, InstanceDocument Instance, string? Status, string Version);

    private sealed record InstanceDocument(string Host, int Port, Dictionary<string, string>? Metadata, IReadOnlyList<string>? Tags);

    private sealed record CursorDocument(string Cursor, bool More);
}
