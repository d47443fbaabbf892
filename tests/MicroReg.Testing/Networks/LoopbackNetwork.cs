using System.Net;
using System.Net.Sockets;

namespace MicroReg.Testing.Networks;

/// <summary>All nodes on 127.0.0.1, each with ports of its own.</summary>
public sealed class LoopbackNetwork : INodeNetwork
{
    private const int FirstPort = 10_000;

    private readonly Random _random = new(Environment.ProcessId);

    // Below the system's ephemeral ports: one of those could be lent to somebody's connection while a node is down.
    private readonly int _endOfPorts = int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t')[0]);
    private readonly HashSet<int> _given = [];

    public Task<NodePlace> AddPlaceAsync() =>
        Task.FromResult(new NodePlace(IPAddress.Loopback, TakePort(), TakePort()));

    public Task<NodePlace> AddGuestAsync() => Task.FromResult(new NodePlace(IPAddress.Loopback, 0, 0));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private int TakePort()
    {
        while (true)
        {
            var port = _random.Next(FirstPort, _endOfPorts);
            if (!_given.Contains(port) && IsFree(port) && _given.Add(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
