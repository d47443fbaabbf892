using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

// The published status.
internal sealed partial class HealthKeeper
{
    private readonly HealthCounts _counts;

    /// <summary>The status at this moment.</summary>
    /// <param name="wallClock">The time of day.</param>
    public HealthStatus Describe(DateTimeOffset wallClock)
    {
        var (leased, probed, failing, preserved) = (0, 0, 0, 0);
        var flapping = new List<MonitoredInstance>();
        foreach (var instance in _monitored.Values)
        {
            leased += instance.Ttl > 0 ? 1 : 0;
            probed += instance.Check is null ? 0 : 1;
            failing += instance.Verdict == InstanceHealth.Failing ? 1 : 0;
            preserved += instance.Suspicion is Suspicion.Preserved or Suspicion.CutOff ? 1 : 0;
            if (instance.Flaps?.SuppressedAt is not null)
                flapping.Add(instance);
        }

        DateTimeOffset At(long uptime) => wallClock - TimeSpan.FromMilliseconds(_now - uptime);
        return _counts.Fill(new HealthStatus
        {
            Owned = _monitored.Count,
            Leased = leased,
            Probed = probed,
            Failing = failing,
            Preserved = preserved,
            ProbesInFlight = _probes.InFlight,
            SelfPreservations = [.. ActiveGauges.Select(gauge => Describe(gauge, At)), .. CutOffPreservation(At)],
            Flapping =
            [
                .. flapping.OrderByDescending(instance => instance.Flaps!.Changes).Take(HealthStatus.MostFlapping)
                    .Select(instance => new FlappingInstance(
                        instance.Key, instance.Flaps!.Changes, At(instance.Flaps.SuppressedAt!.Value))),
            ],
        });
    }

    private static SelfPreservation Describe(SelfPreservationGauge gauge, Func<long, DateTimeOffset> at) =>
        new(gauge.Scope, Reason(gauge), gauge.Share, at(gauge.ActiveSince!.Value), gauge.Preserved.Count());

    private ImmutableArray<SelfPreservation> CutOffPreservation(Func<long, DateTimeOffset> at) => _cutOffSince is { } since
        ?
        [
            new SelfPreservation(
                "",
                "This node does not reach most of the nodes, and others may know better: it calls these dead only when it does, "
                    + "or when an operator says so",
                (double)_cutOff.Count / Math.Max(1, _node.Monitored),
                at(since),
                _cutOff.Count),
        ]
        : [];

    private void CountRemoval(InstanceKey key)
    {
        if (_monitored.GetValueOrDefault(key) is { HasEnd: true } instance && _now - instance.End.RemovalAskedAt < RemoveAgainAfter)
            _counts.Removed++;
    }
}
