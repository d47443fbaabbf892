using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Brings heartbeats from the nodes that received them to the owners of their instances.</summary>
/// <param name="context">The time, the counters, and who sends.</param>
/// <param name="database">The records: a heartbeat of what is not registered is dropped.</param>
/// <param name="heartbeats">The heartbeats of this node.</param>
internal sealed class HeartbeatForwarding(HealthContext context, RegistryDatabase database, HeartbeatTable heartbeats)
{
    /// <summary>Sends what callers sent to this node since the last tick to the owners, one message for each.</summary>
    public void Forward(Rendezvous? owners)
    {
        if (!heartbeats.TryForward(out var heartbeat))
            return;
        var byOwner = new Dictionary<string, List<HeartbeatAge>>(StringComparer.Ordinal);
        do
        {
            if (owners is null || heartbeat.OwnerAmong(owners) is not { } owner || owner == context.Self || heartbeat.At == Heartbeat.Never)
                continue;
            if (!byOwner.TryGetValue(owner, out var forwarded))
                byOwner[owner] = forwarded = [];
            forwarded.Add(AgeOf(heartbeat));
        }
        while (heartbeats.TryForward(out heartbeat));

        foreach (var (owner, forwarded) in byOwner)
        {
            context.Counts.Forwarded += forwarded.Count;
            foreach (var frame in HealthFrames.Of(forwarded, sent => sent.Key))
                context.Host.Send(owner, new HeartbeatsForwarded(context.Self, frame));
        }
    }

    /// <summary>Takes what another node received.</summary>
    /// <param name="received">The heartbeats.</param>
    /// <param name="from">That node.</param>
    /// <param name="wereAskedFor">True if it reported them because it was asked.</param>
    public void Take(ImmutableArray<HeartbeatAge> received, string from, bool wereAskedFor)
    {
        foreach (var (key, age) in received)
            if (database.View.Find(key.Name)?.At(key.Endpoint) is { } record)
                heartbeats.TakeFrom(record.Key, context.Now - age, from, wereAskedFor, context.Now);
    }

    /// <summary>
    /// Takes an answer to a question that is closed. A node that was stopped may have kept it back, and the instances may have died since:
    /// none that was found dead is revived by it.
    /// </summary>
    public void TakeLate(HeartbeatsReported reported) => Take(
        [.. reported.Heartbeats.Where(heartbeat => database.Records.Get(heartbeat.Key)?.HealthStatus != InstanceHealth.Failing)],
        reported.From,
        wereAskedFor: true);

    /// <summary>
    /// The last heartbeats of instances, but only those that callers sent to this node. If nodes passed on what they heard from others,
    /// ages would lose the delays. Those that were read right after a pause are among them: who asks does so to prolong a life.
    /// </summary>
    public ImmutableArray<HeartbeatAge> Known(ImmutableArray<InstanceKey> keys) => [.. keys.Select(Known).OfType<HeartbeatAge>()];

    private HeartbeatAge? Known(InstanceKey key)
    {
        var accepted = heartbeats.Find(key) is { Via: null } heartbeat ? heartbeat.At : Heartbeat.Never;
        var at = Math.Max(accepted, heartbeats.LateAt(key) ?? Heartbeat.Never);
        return at == Heartbeat.Never ? null : new HeartbeatAge(key, Math.Max(0, context.Now - at));
    }

    private HeartbeatAge AgeOf(Heartbeat heartbeat) => new(heartbeat.Key, Math.Max(0, context.Now - heartbeat.At));
}
