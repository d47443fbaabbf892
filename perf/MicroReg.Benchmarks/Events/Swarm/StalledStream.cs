using System.Net;
using System.Net.Sockets;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>
/// Asks for everything and never reads. With a small window and a snapshot of megabytes, what the kernel buffers for it
/// is full at once, and everything else would have to stay in the node.
/// </summary>
internal sealed class StalledStream : IDisposable
{
    private const int Window = 4096;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = Window };

    public static async Task<StalledStream> OpenAsync(int port, CancellationToken cancel)
    {
        var stream = new StalledStream();
        await stream._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        await stream._socket.SendAsync(RawStream.Request(""), cancel);
        await Task.Yield();
        return stream;
    }

    public void Dispose() => _socket.Dispose();
}
