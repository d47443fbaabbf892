using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

// What is published.
public sealed partial class HealthKeeper
{
    private readonly HealthCounts _counts;

    /// <summary>What is watched at this moment.</summary>
    /// <param name="wallClock">The time of day.</param>
    public HealthStatus Describe(DateTimeOffset wallClock)
    {
        var (leased, probed, failing, held) = (0, 0, 0, 0);
        var flapping = new List<WatchedInstance>();
        foreach (var instance in _watched.Values)
        {
            leased += instance.Ttl > 0 ? 1 : 0;
            probed += instance.Check is null ? 0 : 1;
            failing += instance.Verdict == InstanceHealth.Failing ? 1 : 0;
            held += instance.Doubt is Doubt.Held or Doubt.CutOff ? 1 : 0;
            if (instance.Flaps?.HeldDownAt is not null)
                flapping.Add(instance);
        }

        DateTimeOffset At(long uptime) => wallClock - TimeSpan.FromMilliseconds(_now - uptime);
        return _counts.Fill(new HealthStatus
        {
            Owned = _watched.Count,
            Leased = leased,
            Probed = probed,
            Failing = failing,
            Held = held,
            ProbesInFlight = _probes.InFlight,
            Holds = [.. Holding.Select(gauge => new HealthHold(gauge.Scope, Reason(gauge), gauge.Share, At(gauge.HeldSince!.Value), gauge.Held.Count())), .. CutOffHold(At)],
            Flapping =
            [
                .. flapping.OrderByDescending(instance => instance.Flaps!.Changes).Take(HealthStatus.MostFlapping)
                    .Select(instance => new FlappingInstance(instance.Key, instance.Flaps!.Changes, At(instance.Flaps.HeldDownAt!.Value))),
            ],
        });
    }

    private ImmutableArray<HealthHold> CutOffHold(Func<long, DateTimeOffset> at) => _cutOffSince is { } since
        ?
        [
            new HealthHold(
                "",
                "This node does not reach most of the nodes, and others may know better: it calls these dead only when it does, or when an operator says so",
                (double)_cutOff.Count / Math.Max(1, _node.Watched),
                at(since),
                _cutOff.Count),
        ]
        : [];

    private void CountRemoval(InstanceKey key)
    {
        if (_watched.GetValueOrDefault(key) is { HasEnd: true } instance && _now - instance.End.RemovalAskedAt < RemoveAgainAfter)
            _counts.Removed++;
    }
}
