using System.Net.Sockets;
using MicroReg.Domain.Networks;

namespace MicroReg.Edge.Targets;

/// <summary>
/// Connects to hosts that callers named. The name is looked up here, and the connection goes to the very address that was checked, so no
/// second lookup can lead elsewhere.
/// </summary>
internal static class PermittedConnection
{
    /// <summary>Connects to the first of a host's permitted addresses that answers.</summary>
    /// <returns>The connection, or null if no address is permitted. Then no connection was attempted.</returns>
    /// <exception cref="SocketException">The name is unknown, or nobody answers there.</exception>
    public static async ValueTask<Socket?> TryOpenAsync(string host, int port, TargetNetworks targets, CancellationToken cancellation)
    {
        var addresses = await NameLookups.FindAsync(host, cancellation).ConfigureAwait(false);
        var permitted = Array.FindAll(addresses, targets.Permit);
        if (permitted.Length == 0)
            return null;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, port, cancellation).ConfigureAwait(false);
            if (IsConnectedToItself(socket))
                throw new SocketException((int)SocketError.ConnectionRefused);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// On one machine TCP lets a socket connect to itself: if nobody listens on a port, and the system happens to choose that port as the
    /// caller's own. There is no service behind such a connection, and it occupies the port of one that wants to come back.
    /// </summary>
    internal static bool IsConnectedToItself(Socket socket) => Equals(socket.LocalEndPoint, socket.RemoteEndPoint);
}
