namespace MicroReg.Benchmarks.Load;

/// <summary>A new connection for every call, because the server closes it after each (HTTP/1.0).</summary>
internal sealed class SingleCallConnection(int port) : ICallConnection
{
    private HttpConnection? _connection;
    private volatile bool _ended;

    public static Task<ICallConnection> OpenAsync(int port, CancellationToken cancel) =>
        Task.FromResult<ICallConnection>(new SingleCallConnection(port));

    public async ValueTask<ReadOnlyMemory<byte>> CallAsync(ReadOnlyMemory<byte> request)
    {
        _connection?.Dispose();
        ObjectDisposedException.ThrowIf(_ended, this);
        _connection = await HttpConnection.OpenAsync(port, CancellationToken.None);
        return await _connection.CallAsync(request);
    }

    public void Dispose()
    {
        _ended = true;
        _connection?.Dispose();
    }
}
