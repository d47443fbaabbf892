using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace MicroReg.Benchmarks.Load;

/// <summary>One connection in a closed loop: send, wait for the whole answer, check it, again.</summary>
internal sealed class LoadConnection(ICallConnection connection, IRequestSource requests, AnswerCheck check, LoadLimit limit) : IDisposable
{
    // A server that answers wrongly at full speed would only burn time; a few wrong answers already fail the run.
    private const int ErrorsBeforeGivingUp = 20;

    public LatencyHistogram Latencies { get; } = new();

    public long Errors { get; private set; }

    public string? FirstError { get; private set; }

    /// <param name="pace">When the next call is due; none: at once.</param>
    public async Task RunAsync(CallPace? pace = null)
    {
        try
        {
            while (Errors < ErrorsBeforeGivingUp && limit.TryTake())
            {
                if (pace is not null)
                    await pace.WaitAsync();
                await CallAsync();
            }
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidDataException or ObjectDisposedException)
        {
            Fail(e.Message);
        }
    }

    public void Dispose() => connection.Dispose();

    private async ValueTask CallAsync()
    {
        var request = requests.Next();
        var started = Stopwatch.GetTimestamp();
        var answer = await connection.CallAsync(request);
        Latencies.Record(Stopwatch.GetElapsedTime(started));
        if (!check.Accepts(answer.Span))
            Fail(Encoding.UTF8.GetString(answer.Span[..Math.Min(answer.Length, 600)]));
    }

    private void Fail(string reason)
    {
        Errors++;
        FirstError ??= reason;
    }
}
