using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace MicroReg.Testing.Networks;

/// <summary>
/// Ports for servers that cannot choose and print their own. They are below the range from which the kernel takes ports for
/// outgoing connections, so that a server that is started again finds its port free; and none is given out twice, because
/// nodes remember each other's addresses, and those of one cluster must not meet another one there.
/// </summary>
public static class FreePorts
{
    private const int Lowest = 10_000;
    private static readonly HashSet<int> Taken = [];

    /// <summary>Takes some; they stay taken for as long as this process runs.</summary>
    public static int[] Take(int count)
    {
        lock (Taken)
            return TakeLocked(count);
    }

    private static int[] TakeLocked(int count)
    {
        var end = FirstOutgoing();
        var reserved = new List<TcpListener>();
        try
        {
            for (var attempts = 0; reserved.Count < count; attempts++)
            {
                if (attempts > 1_000)
                    throw new InvalidOperationException($"No free ports were found between {Lowest} and {end}.");
                if (TryListen(RandomNumberGenerator.GetInt32(Lowest, end)) is { } listener)
                    reserved.Add(listener);
            }
            return [.. reserved.Select(PortOf)];
        }
        finally
        {
            reserved.ForEach(listener => listener.Dispose());
        }
    }

    private static TcpListener? TryListen(int port)
    {
        if (!Taken.Add(port))
            return null;
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }

    private static int FirstOutgoing() => int.Parse(
        File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split()[0], CultureInfo.InvariantCulture);

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
