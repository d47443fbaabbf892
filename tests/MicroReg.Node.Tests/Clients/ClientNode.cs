using MicroReg.Testing.Nodes;

namespace MicroReg.Node.Tests.Clients;

/// <summary>One real node that all clients talk to.</summary>
public sealed class ClientNode : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();
    private NodeProcess? _node;

    public string Url => Node.BaseAddress.GetLeftPart(UriPartial.Authority);

    public string Log => Node.Errors;

    private NodeProcess Node => _node ?? throw new InvalidOperationException("The node has not been started.");

    public async Task InitializeAsync() => _node = await NodeProcess.StartAsync(_directory.Path);

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.StopAsync();
            await _node.DisposeAsync();
        }
    }

    public void Dispose() => _directory.Dispose();
}
