using System.Net;
using System.Net.Sockets;

namespace MicroReg.Benchmarks.Servers;

/// <summary>Ports for a server that cannot choose and print its own.</summary>
internal static class FreePorts
{
    public static (int First, int Second) TakeTwo()
    {
        using var first = Listen();
        using var second = Listen();
        return (PortOf(first), PortOf(second));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
