using System.Net;
using System.Net.Sockets;
using System.Text;
using MicroReg.Benchmarks.Events.Ways;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>A stream of events on a bare socket.</summary>
internal sealed class RawStream : RawSubscription
{
    private const int MostBytes = 16 * 1024 * 1024;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamLines _lines;
    private readonly ChunkDecoder _chunks = new();
    private byte[] _buffer = new byte[8 * 1024];
    private Task _receiving = Task.CompletedTask;

    private RawStream() => _lines = new StreamLines(Hear);

    /// <summary>Completes once it stands where the node stands.</summary>
    public static async Task<RawStream> OpenAsync(int port, string cursor, CancellationToken cancel)
    {
        var stream = new RawStream();
        await stream._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        await stream._socket.SendAsync(Request(cursor), cancel);
        await Task.Yield();
        stream._receiving = stream.KeepAsync(_ => stream.ReceiveAsync(), stream._end.Token);
        await Task.WhenAny(stream._caughtUp.Task, stream._receiving).WaitAsync(Patience.ToOpen, cancel);
        return stream.Failure is { } failure
            ? throw new BenchmarkFailedException($"A stream ended before it had caught up: {failure}")
            : stream;
    }

    public static byte[] Request(string cursor) => Encoding.ASCII.GetBytes(
        $"GET /api/events?cursor={Uri.EscapeDataString(cursor)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n");

    public override async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Dispose();
        await _receiving;
        _end.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var filled = await ReceiveHeadersAsync();
        filled = Read(0, filled);
        while (!_chunks.IsEnd)
        {
            if (filled == _buffer.Length)
                Array.Resize(ref _buffer, filled < MostBytes ? 2 * filled : throw new InvalidDataException("A line is too long."));
            // Without a token: a socket that is closed ends the wait, and a registration for each packet would cost.
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(filled), SocketFlags.None);
            if (count == 0)
                return;
            Bytes += count;
            filled = Read(filled, count);
        }
    }

    /// <summary>Leaves what follows the headers at the front of the buffer.</summary>
    private async Task<int> ReceiveHeadersAsync()
    {
        for (var filled = 0; filled < _buffer.Length;)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(filled), SocketFlags.None);
            if (count == 0)
                break;
            filled += count;
            var end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) + 4;
            if (end < 4)
                continue;
            var headers = Encoding.ASCII.GetString(_buffer, 0, end);
            if (!headers.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)
                || !headers.Contains("chunked", StringComparison.OrdinalIgnoreCase))
                throw new InvalidDataException($"The stream was answered: {headers}");
            _buffer.AsSpan(end, filled - end).CopyTo(_buffer);
            return filled - end;
        }
        throw new InvalidDataException("The stream was not answered.");
    }

    /// <param name="kept">Content at the front of the buffer that was no whole line yet.</param>
    /// <param name="received">Bytes behind it that have just come.</param>
    /// <returns>How much is kept now.</returns>
    private int Read(int kept, int received)
    {
        var filled = kept + _chunks.Decode(_buffer.AsSpan(kept, received));
        var read = _lines.Read(_buffer.AsSpan(0, filled));
        _buffer.AsSpan(read, filled - read).CopyTo(_buffer);
        (Pages, Events) = (_lines.Pages, _lines.Events);
        if (_lines.IsCaughtUp)
            _caughtUp.TrySetResult();
        return filled - read;
    }
}
