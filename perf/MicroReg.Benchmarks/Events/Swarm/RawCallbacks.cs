using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MicroReg.Benchmarks.Events.Ways;
using MicroReg.Benchmarks.Load;
using MicroReg.XmlRpc;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>
/// A bare server that many callbacks are called at, each under its own path. It knows of HTTP what a caller with a
/// content length sends.
/// </summary>
internal sealed class RawCallbacks : IAsyncDisposable
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const string Body =
        "<?xml version=\"1.0\"?><methodResponse><params><param><value><boolean>1</boolean></value></param></params></methodResponse>";
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
    private readonly Socket _listening = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Called> _called = [];
    private readonly FeedCalls _calls;

    public RawCallbacks(int port)
    {
        _calls = new FeedCalls(port);
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening.Listen(512);
        _ = AcceptAsync();
    }

    public IReadOnlyList<RawSubscription> Subscriptions => _called;

    public async Task SubscribeAsync(int count, string cursor, CancellationToken cancel)
    {
        var server = (IPEndPoint)_listening.LocalEndPoint!;
        for (var i = 0; i < count; i++)
        {
            // There before the first call may come.
            var called = new Called();
            _called.Add(called);
            called.Id = await CallbackCalls.SubscribeAsync(_calls, $"http://127.0.0.1:{server.Port}/{i}", cursor, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var called in _called)
            await _calls.CallAsync("unsubscribe", CancellationToken.None, called.Id);
        _listening.Dispose();
        _calls.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listening.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end of the measurement.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            connection.NoDelay = true;
            var request = new byte[16 * 1024];
            for (var filled = 0; filled < MostBytes;)
            {
                if (filled == request.Length)
                    Array.Resize(ref request, 2 * filled);
                var count = await connection.ReceiveAsync(request.AsMemory(filled), SocketFlags.None);
                if (count == 0)
                    return;
                filled += count;
                // The same as for answers: headers, then as much as they say.
                if (HttpAnswer.MeasureLength(request.AsSpan(0, filled)) is var length && (length == 0 || length > filled))
                    continue;
                Take(request.AsSpan(0, length));
                filled = 0;
                await connection.SendAsync(Answer);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> request)
    {
        var path = request["POST /".Length..];
        var index = int.Parse(path[..path.IndexOf((byte)' ')], CultureInfo.InvariantCulture);
        _called[index].Take(request);
    }

    /// <summary>One subscription. The node calls it once at a time.</summary>
    private sealed class Called : RawSubscription
    {
        public XmlRpcValue Id { get; set; }

        public void Take(ReadOnlySpan<byte> request)
        {
            Bytes += request.Length;
            Pages++;
            Events += PageText.Read(request, Hear);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
