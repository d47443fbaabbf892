using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MicroReg.Edge.Tests.XmlRpc.Http;

/// <summary>A connection that sends bytes as they are and reads responses by their length.</summary>
internal sealed class RawHttp : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _received = new byte[64 * 1024];
    private int _start;
    private int _end;

    private RawHttp(Socket socket) => _socket = socket;

    public static async Task<RawHttp> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        return new RawHttp(socket);
    }

    /// <summary>Sends the head lines and a body.</summary>
    public static byte[] Post(string path, byte[] body, params string[] headers) =>
    [
        .. Encoding.Latin1.GetBytes($"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: "
            + $"{body.Length}\r\n{string.Concat(headers.Select(line => line + "\r\n"))}\r\n"),
        .. body,
    ];

    public static byte[] Post(string path, string body, params string[] headers) => Post(path, Encoding.UTF8.GetBytes(body), headers);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads one response: its head with the changing parts left out, and its body.</summary>
    public async Task<(string Head, byte[] Body)> ReadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var next = await NextAsync();
            if (next < 0)
                throw new IOException($"The connection ended after: {head}");
            head.Append((char)next);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("Date:", StringComparison.Ordinal));
        var text = string.Join("\n", lines);
        var length = lines.Where(line => line.StartsWith("Content-Length:", StringComparison.Ordinal))
            .Select(line => int.Parse(line[15..], null)).FirstOrDefault();
        var body = new byte[length];
        for (var i = 0; i < length; i++)
        {
            var next = await NextAsync();
            body[i] = next < 0 ? throw new IOException($"The connection ended after {i} of {length} bytes.") : (byte)next;
        }

        return (text, body);
    }

    public async Task<string> ReadTextAsync()
    {
        var (head, body) = await ReadAsync();
        return $"{head}\n\n{Encoding.UTF8.GetString(body)}";
    }

    /// <summary>Waits until the server has ended the connection.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return await NextAsync() < 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> NextAsync()
    {
        if (_start == _end)
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            _end = await _socket.ReceiveAsync(_received, timeout.Token);
            _start = 0;
            if (_end == 0)
                return -1;
        }

        return _received[_start++];
    }
}
