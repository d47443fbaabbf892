using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace MicroReg.Benchmarks.Load;

/// <summary>One keep-alive connection in a closed loop: send, wait for the whole answer, check it, again.</summary>
internal sealed class LoadConnection(Socket socket, IRequestSource requests, AnswerCheck check, LoadLimit limit) : IDisposable
{
    // A server that answers wrongly at full speed would only burn time; a few wrong answers already fail the run.
    private const int ErrorsBeforeGivingUp = 20;
    private readonly byte[] _answer = new byte[16 * 1024];

    public LatencyHistogram Latencies { get; } = new();

    public long Errors { get; private set; }

    public string? FirstError { get; private set; }

    public async Task RunAsync()
    {
        try
        {
            while (Errors < ErrorsBeforeGivingUp && limit.TryTake())
                await CallAsync();
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidDataException or ObjectDisposedException)
        {
            Fail(e.Message);
        }
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask CallAsync()
    {
        var request = requests.Next();
        var started = Stopwatch.GetTimestamp();
        await SendAsync(request);
        var length = await ReceiveAsync();
        Latencies.Record(Stopwatch.GetElapsedTime(started));
        var answer = _answer.AsSpan(0, length);
        if (!check.Accepts(answer))
            Fail(Encoding.UTF8.GetString(answer[..Math.Min(length, 600)]));
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> request)
    {
        while (request.Length > 0)
            request = request[await socket.SendAsync(request, SocketFlags.None)..];
    }

    private async ValueTask<int> ReceiveAsync()
    {
        for (int received = 0, length = 0; ;)
        {
            var count = await socket.ReceiveAsync(_answer.AsMemory(received), SocketFlags.None);
            if (count == 0)
                throw new IOException("The server closed the connection, or its answer is too long.");
            received += count;
            if (length == 0)
                length = HttpAnswer.MeasureLength(_answer.AsSpan(0, received));
            if (length > 0 && received >= length)
                return length;
        }
    }

    private void Fail(string reason)
    {
        Errors++;
        FirstError ??= reason;
    }
}
