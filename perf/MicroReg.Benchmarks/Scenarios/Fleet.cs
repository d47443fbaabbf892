using System.Collections.Concurrent;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>Servers that live until the end of a scenario; all are ended, however it ends. Several may be started at a time.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly ConcurrentBag<ServerProcess> _servers = [];

    public async Task<ServerProcess> AddAsync(Task<ServerProcess> starting)
    {
        var server = await starting;
        _servers.Add(server);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask()));
        _servers.Clear();
    }
}
