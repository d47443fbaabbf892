using MicroReg.Domain.Database;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// Decides about heartbeats that were read right after a pause of this node. They may have been sent at its beginning, by an instance that
/// has died since. So they may prolong the life of one that is well, and revive none that was found dead meanwhile, here or elsewhere.
/// What was found meanwhile has arrived by the time they are decided.
/// </summary>
/// <param name="context">The time.</param>
/// <param name="database">The records.</param>
/// <param name="heartbeats">The heartbeats.</param>
/// <param name="monitored">The instances.</param>
internal sealed class LateHeartbeats(
    HealthContext context, RegistryDatabase database, HeartbeatTable heartbeats, MonitoredInstances monitored)
{
    /// <summary>Takes those that count, once none can come any more.</summary>
    public void Settle()
    {
        if (heartbeats.IsAfterPause(context.Now))
            return;
        foreach (var late in heartbeats.TakeLate())
            if (!IsFailing(late.Key))
                heartbeats.Accept(late);
    }

    private bool IsFailing(InstanceKey key) => monitored.Find(key) is { } owned
        ? owned.State.IsFailing()
        : database.Records.Get(key) is not { IsLiving: true, HealthStatus: not InstanceHealth.Failing };
}
