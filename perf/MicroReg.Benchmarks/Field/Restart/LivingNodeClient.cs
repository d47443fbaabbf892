using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Field.Restart;

/// <summary>A client that knows all nodes and goes on to the next when one refuses it, breaks off, or takes too long.</summary>
internal sealed class LivingNodeClient(IReadOnlyList<int> ports, int first, IRequestSource requests, AnswerCheck check)
{
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private HttpConnection? _connection;
    private int _node = first;

    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Tries that were answered wrongly, or not at all, and made again elsewhere.</summary>
    public long Retries { get; private set; }

    public long Errors { get; private set; }

    public string? FirstError { get; private set; }

    public async Task RunAsync(CallPace pace, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await pace.WaitAsync();
            await CallAsync(requests.Next());
        }
        _connection?.Dispose();
    }

    private async Task CallAsync(ReadOnlyMemory<byte> request)
    {
        var started = Stopwatch.GetTimestamp();
        var tries = 0;
        while (await TryAsync(request) is { } reason)
        {
            _node++;
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                Errors++;
                FirstError ??= reason;
                break;
            }
            Retries++;
            // All nodes were asked: before the next time round there is a breath.
            if (++tries % ports.Count == 0)
                await Task.Delay(Pause);
        }
        Latencies.Record(Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Null for a right answer, or what was wrong.</summary>
    private async Task<string?> TryAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            using var patience = new CancellationTokenSource(TryTimeout);
            _connection ??= await HttpConnection.OpenAsync(ports[_node % ports.Count], patience.Token);
            var answer = await _connection.CallAsync(request).AsTask().WaitAsync(patience.Token);
            if (check.Accepts(answer.Span))
                return null;
            return Encoding.UTF8.GetString(answer.Span[..Math.Min(answer.Length, 600)]);
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidDataException or OperationCanceledException)
        {
            _connection?.Dispose();
            _connection = null;
            return e.Message;
        }
    }
}
