using System.Net.Sockets;
using MicroReg.Domain.Networks;

namespace MicroReg.Edge.Targets;

/// <summary>
/// Connects to hosts that callers named. The name is looked up here and the very address that was looked at is connected to,
/// so that no second look-up can lead elsewhere.
/// </summary>
internal static class PermittedConnection
{
    /// <summary>Connects to the first of a host's permitted addresses that answers.</summary>
    /// <returns>The connection, or null if no address is permitted: then nothing was connected to.</returns>
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
    /// On one machine TCP lets a socket meet itself: if nobody listens at a port, and the system happens to choose just that
    /// one for the caller. Nobody else is there, and the port is taken from the service that wants to come back to it.
    /// </summary>
    internal static bool IsConnectedToItself(Socket socket) => Equals(socket.LocalEndPoint, socket.RemoteEndPoint);
}
