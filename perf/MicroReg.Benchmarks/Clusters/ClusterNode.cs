using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>A running node of a cluster, and the connection for what is asked of it beside the measurements.</summary>
internal sealed class ClusterNode(MemberPlace place, ServerProcess process) : IAsyncDisposable
{
    public MemberPlace Place => place;

    public ServerProcess Process => process;

    public NodeClient Client { get; } = new(process);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }
}
