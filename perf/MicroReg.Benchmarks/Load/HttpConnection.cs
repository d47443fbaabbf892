using System.Net;
using System.Net.Sockets;

namespace MicroReg.Benchmarks.Load;

/// <summary>One keep-alive connection to a server on 127.0.0.1, with one call outstanding at a time.</summary>
internal sealed class HttpConnection : ICallConnection
{
    private const int MostBytes = 16 * 1024 * 1024;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _answer = new byte[16 * 1024];

    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancel)
    {
        var connection = new HttpConnection();
        try
        {
            await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Sends a request and returns the whole answer, headers included; valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> CallAsync(ReadOnlyMemory<byte> request)
    {
        while (request.Length > 0)
            request = request[await _socket.SendAsync(request, SocketFlags.None)..];
        var length = await ReceiveAsync();
        return _answer.AsMemory(0, length);
    }

    private async ValueTask<int> ReceiveAsync()
    {
        for (int received = 0, length = 0; ;)
        {
            if (received == _answer.Length && received < MostBytes)
                Array.Resize(ref _answer, 2 * received);
            var count = await _socket.ReceiveAsync(_answer.AsMemory(received), SocketFlags.None);
            if (count == 0)
                throw new IOException("The server closed the connection, or its answer is too long.");
            received += count;
            if (length == 0)
                length = HttpAnswer.MeasureLength(_answer.AsSpan(0, received));
            if (length > 0 && received >= length)
                return length;
        }
    }
}
