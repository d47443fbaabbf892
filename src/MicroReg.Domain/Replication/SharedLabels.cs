using MicroReg.Domain.Database;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Has instances relabelled that share a label. The run that registered one of them does it by itself; if that run has ended, the first of
/// the reachable nodes does.
/// </summary>
internal sealed class SharedLabels(ReplicaContext context, PeerTable peers, ClusterMemory memory)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private TimeSpan? _since;

    /// <summary>Relabels what is due.</summary>
    public void Tick()
    {
        if (!context.Database.HasSharedLabels)
        {
            _since = null;
            return;
        }

        _since ??= context.Now;
        if (context.Now - _since >= Patience && IsFirst())
            context.Host.Ask(new RelabelInstances(IncludingForeign: true));
    }

    private bool IsFirst() => memory.OtherCounted.Where(node => peers.IsReachable(node.NodeId))
        .All(node => string.CompareOrdinal(context.Self.NodeId, node.NodeId) < 0);
}
