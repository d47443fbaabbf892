using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace MicroReg.Node;

/// <summary>
/// Takes the HTTP port before the node joins a cluster: a node that cannot serve must not become anybody's peer. The web server starts last
/// and takes the socket over.
/// </summary>
/// <param name="endpoint">Where HTTP is served.</param>
internal sealed class HttpPort(IPEndPoint endpoint) : IHostedLifecycleService, IDisposable
{
    private Socket? _socket;

    /// <summary>The socket, which the caller disposes of from now on.</summary>
    public Socket Take() => Interlocked.Exchange(ref _socket, null) ?? Bind();

    /// <summary>Binds the port, before the records are read.</summary>
    /// <exception cref="IOException">The port cannot be listened on.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _socket = Bind();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Listens, before the actor system starts: a bound port is not taken for good until somebody listens on it. Callers wait from now on
    /// until the web server accepts them.
    /// </summary>
    /// <exception cref="IOException">The port cannot be listened on.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        AsInputOutput(() => _socket!.Listen());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Frees the port of a node that failed before its web server started.</summary>
    public void Dispose() => _socket?.Dispose();

    private Socket Bind()
    {
        Socket? bound = null;
        AsInputOutput(() => bound = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));
        return bound!;
    }

    /// <summary>The web server's failures are of this type, too; those of the cluster's port are not.</summary>
    private static void AsInputOutput(Action act)
    {
        try
        {
            act();
        }
        catch (SocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }
}
