using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Follows who owns which instances, as nodes come and go, and as records change.</summary>
/// <param name="context">Who this node is, and the log.</param>
/// <param name="database">The records.</param>
/// <param name="monitored">The instances.</param>
/// <param name="judge">Judges what is monitored from now on.</param>
internal sealed class OwnerChanges(
    HealthContext context, RegistryDatabase database, MonitoredInstances monitored, InstanceJudge judge)
{
    /// <summary>Takes over how replication sees the nodes. A node that is not ready owns nothing.</summary>
    public void Follow(ReplicaStatus nodes)
    {
        var owners = nodes.Readiness.IsReady ? OwnerNodes.Of(nodes, context.Self) : [];
        if (monitored.Owners?.IsAmong(owners) != true)
            Rebalance(new Rendezvous(owners));
    }

    /// <summary>Follows a record that was written.</summary>
    public void Follow(InstanceKey key)
    {
        if (monitored.Follow(key) is { } instance)
            judge.Judge(instance);
    }

    /// <summary>Follows all records: any may have been written.</summary>
    public void FollowAll()
    {
        foreach (var key in monitored.Keys)
            Follow(key);
    }

    private void Rebalance(Rendezvous owners)
    {
        var before = monitored.Count;
        monitored.Rebalance(owners);
        foreach (var record in database.View.AllInstances())
            Follow(record.Key);
        context.Host.Log(LogSeverity.Debug, "This node monitors {Count} instances, before {Before}", monitored.Count, before);
    }
}
