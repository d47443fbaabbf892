using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace MicroReg.Chaos.Gateways;

/// <summary>Sends requests through the gateway at a constant pace, whether or not answers come; three GETs, then a POST.</summary>
internal sealed class GatewayLoad : IAsyncDisposable
{
    private const string Target = "/orders/work?ms=20";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Task _sending;

    public GatewayLoad(Uri gateway, int requestsPerSecond)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = gateway, Timeout = Timeout };
        _sending = SendAllAsync(requestsPerSecond);
    }

    /// <summary>What is over.</summary>
    public ConcurrentQueue<ServedRequest> Requests { get; } = [];

    /// <summary>The time since the start: the clock of the trial.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_started);

    /// <summary>Sends no more, and waits for the answers.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _sending;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task SendAllAsync(int requestsPerSecond)
    {
        var inFlight = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        // Ticks that come late are made up for: the pace is that of the clock, not of the timer.
        for (var sent = 0; !_stop.IsCancellationRequested; await pace.WaitForNextTickAsync(CancellationToken.None))
            for (; sent < Now.TotalSeconds * requestsPerSecond; sent++)
                inFlight.Add(SendAsync(isSafe: sent % 4 != 3));
        await Task.WhenAll(inFlight);
    }

    private async Task SendAsync(bool isSafe)
    {
        var sent = Now;
        try
        {
            using var content = isSafe ? null : new StringContent("an order");
            using var request = new HttpRequestMessage(isSafe ? HttpMethod.Get : HttpMethod.Post, Target) { Content = content };
            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            Requests.Enqueue(response.StatusCode is HttpStatusCode.OK
                ? new(sent, Now, isSafe, int.Parse(body, CultureInfo.InvariantCulture), "")
                : new(sent, Now, isSafe, 0, $"{(int)response.StatusCode} {body}"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Requests.Enqueue(new(sent, Now, isSafe, 0, e.Message));
        }
    }
}
