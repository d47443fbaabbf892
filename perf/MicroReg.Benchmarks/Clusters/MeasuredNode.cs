using MicroReg.Benchmarks.Servers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>A run of a node under measurement, and the connection for what is asked of it beside the measurements.</summary>
internal sealed class MeasuredNode : IDisposable
{
    public MeasuredNode(ClusterNode node)
    {
        (Node, Process) = (node, ServerProcess.Of(node.Process));
        Client = new NodeClient(Process);
    }

    public ClusterNode Node { get; }

    /// <summary>Ends with the run of the node.</summary>
    public ServerProcess Process { get; }

    public NodeClient Client { get; }

    public void Dispose() => Client.Dispose();
}
