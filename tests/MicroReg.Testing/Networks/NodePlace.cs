using System.Net;
using System.Net.Sockets;

namespace MicroReg.Testing.Networks;

/// <summary>Where a node lives: its address and ports, kept over restarts, and how to get there.</summary>
/// <param name="Address">The address that it listens on.</param>
/// <param name="HttpPort">Its HTTP port.</param>
/// <param name="ClusterPort">Its cluster port.</param>
/// <param name="NetworkFile">The network namespace that it lives in; empty for this process's own.</param>
public sealed record NodePlace(IPAddress Address, int HttpPort, int ClusterPort, string NetworkFile = "")
{
    /// <summary>The command that runs a program there.</summary>
    public IReadOnlyList<string> Launcher => NetworkFile.Length == 0 ? [] : ["nsenter", $"--net={NetworkFile}"];

    public Uri Http => new($"http://{Address}:{HttpPort}");

    /// <summary>Host and port of its cluster endpoint.</summary>
    public string Member => $"{Address}:{ClusterPort}";

    /// <summary>Makes an unconnected socket from which the address can be reached.</summary>
    public Socket OpenSocket() => NetworkFile.Length == 0
        ? new Socket(SocketType.Stream, ProtocolType.Tcp)
        : NamespaceSockets.Open(NetworkFile, SocketType.Stream, ProtocolType.Tcp);
}
