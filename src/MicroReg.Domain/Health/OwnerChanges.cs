using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Follows who owns which instances, as nodes come and go, and as records change.</summary>
/// <param name="context">Who this node is, whether it is fit, and the log.</param>
/// <param name="database">The records.</param>
/// <param name="monitored">The instances.</param>
/// <param name="judge">Judges what is monitored from now on.</param>
internal sealed class OwnerChanges(
    HealthContext context, RegistryDatabase database, MonitoredInstances monitored, InstanceJudge judge)
{
    /// <summary>So many records are looked at in a tick: a long tick would pass for a pause of the node.</summary>
    public const int MostPerTick = 20_000;

    private IEnumerator<ServiceRecord>? _rest;
    private int _before;

    private bool FitNow => context.Fitness.For(context.Now) > 0;

    /// <summary>Takes over how replication sees the nodes. A node that is not ready owns nothing.</summary>
    public void Follow(ReplicaStatus nodes)
    {
        ObserveFitness(nodes);
        var owners = nodes.Readiness.IsReady ? OwnerNodes.Of(nodes, context.Self) : [];
        if (monitored.Owners?.IsAmong(owners) != true)
            Begin(new Rendezvous(owners));
        GoOn();
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

    private void ObserveFitness(ReplicaStatus nodes)
    {
        var wasFit = FitNow;
        context.Fitness.Observe(context.Now, nodes.Readiness.IsReady, nodes.WriteFault is null);
        if (FitNow == wasFit)
            return;
        if (wasFit)
            context.Host.Log(LogSeverity.Warning, "This node gives its instances away while it is not ready, takes no writes, or stands "
                + "still again and again; nodes that can watch them take over");
        else
            context.Host.Log(LogSeverity.Information, "This node is fit to watch instances");
    }

    /// <summary>Begins a rebalance: it goes through all records, over as many ticks as it takes.</summary>
    private void Begin(Rendezvous owners)
    {
        _before = monitored.Count;
        monitored.Rebalance(owners);
        _rest = database.View.EachInstance().GetEnumerator();
    }

    private void GoOn()
    {
        for (var looked = 0; _rest is { } rest && looked < MostPerTick; looked++)
        {
            if (rest.MoveNext())
            {
                Follow(rest.Current.Key);
                continue;
            }

            _rest = null;
            context.Host.Log(LogSeverity.Debug, "This node monitors {Count} instances, before {Before}", monitored.Count, _before);
        }
    }
}
