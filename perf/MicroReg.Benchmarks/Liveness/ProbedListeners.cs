using System.Net;
using System.Net.Sockets;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>
/// Endpoints that answer probes: one listening socket on each of many addresses of the loopback network, all at the same port. What
/// connects is closed at once.
/// </summary>
internal sealed class ProbedListeners : IDisposable
{
    private const int Backlog = 64;
    private readonly List<Socket> _sockets = [];
    private long _accepted;

    /// <param name="count">At most 62,500.</param>
    public ProbedListeners(int count)
    {
        for (var number = 0; number < count; number++)
            Listen(AddressOf(number));
    }

    public int Port { get; private set; }

    /// <summary>Connections so far.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>The address of one of them, as digits that can be counted through: 127.77.1ab.1cd of number abcd.</summary>
    public static IPAddress AddressOf(int number) => new([127, 77, (byte)(100 + (number / 100)), (byte)(100 + (number % 100))]);

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private void Listen(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        socket.Bind(new IPEndPoint(address, Port));
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        socket.Listen(Backlog);
        _ = AcceptAsync(socket);
    }

    private async Task AcceptAsync(Socket socket)
    {
        try
        {
            while (true)
            {
                using var connection = await socket.AcceptAsync();
                Interlocked.Increment(ref _accepted);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The benchmark is over.
        }
    }
}
