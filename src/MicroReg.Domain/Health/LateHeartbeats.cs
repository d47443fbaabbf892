namespace MicroReg.Domain.Health;

/// <summary>
/// Decides about heartbeats that a node read right after a pause. They may have been sent at its beginning, by an instance that has died
/// since. So they prolong the lease of one that is not failing, as a later start of it would, and they are no proof that it lives: they
/// revive none that was found dead meanwhile, here or elsewhere.
/// </summary>
/// <param name="context">The time, and who sends.</param>
/// <param name="heartbeats">The heartbeats.</param>
/// <param name="monitored">The instances.</param>
internal sealed class LateHeartbeats(HealthContext context, HeartbeatTable heartbeats, MonitoredInstances monitored)
{
    /// <summary>Takes those of this node's instances, and forwards the others to the owners, once none can come any more.</summary>
    public void Settle()
    {
        if (heartbeats.IsAfterPause(context.Now))
            return;
        var forwarded = new Dictionary<string, List<HeartbeatAge>>(StringComparer.Ordinal);
        foreach (var late in heartbeats.TakeLate())
        {
            if (monitored.Find(late.Key) is { } owned)
                Prolong(owned, late.At);
            else if (late.Via is null && monitored.Owners?.OwnerOf(late.Key) is { } owner && owner != context.Self)
                (forwarded.TryGetValue(owner, out var some) ? some : forwarded[owner] = [])
                    .Add(new HeartbeatAge(late.Key, context.Now - late.At));
        }

        foreach (var (owner, some) in forwarded)
            foreach (var frame in HealthFrames.Of(some, sent => sent.Key))
                context.Host.Send(owner, new HeartbeatsForwarded(context.Self, frame) { IsLate = true });
    }

    /// <summary>Takes those that another node read late.</summary>
    public void Take(HeartbeatsForwarded late)
    {
        foreach (var (key, age) in late.Heartbeats)
            if (monitored.Find(key) is { } owned)
                Prolong(owned, context.Now - age);
    }

    private static void Prolong(MonitoredInstance owned, long at)
    {
        if (!owned.State.IsFailing())
            owned.LeaseStart = Math.Max(owned.LeaseStart, at);
    }
}
