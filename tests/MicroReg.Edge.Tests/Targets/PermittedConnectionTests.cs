using System.Net;
using System.Net.Sockets;
using MicroReg.Edge.Targets;

namespace MicroReg.Edge.Tests.Targets;

public sealed class PermittedConnectionTests
{
    [Fact]
    public async Task A_socket_that_met_itself_is_told_from_one_that_met_another()
    {
        using var alone = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        alone.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await alone.ConnectAsync(alone.LocalEndPoint!);
        Assert.True(PermittedConnection.IsConnectedToItself(alone));

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await other.ConnectAsync(listener.LocalEndpoint);
        Assert.False(PermittedConnection.IsConnectedToItself(other));
    }
}
