namespace MicroReg.Domain.Health;

/// <summary>Makes the status that is published.</summary>
/// <param name="context">The time and the counters.</param>
/// <param name="monitored">The instances.</param>
/// <param name="gauges">Count the instances that are judged.</param>
/// <param name="preserved">Self-preservation.</param>
/// <param name="cutOff">What this node cannot know.</param>
/// <param name="probes">The probes in flight.</param>
internal sealed class HealthReport(
    HealthContext context,
    MonitoredInstances monitored,
    SelfPreservationGauges gauges,
    PreservedInstances preserved,
    CutOffInstances cutOff,
    ProbeSchedule probes)
{
    /// <summary>The status at this moment.</summary>
    /// <param name="wallClock">The time of day.</param>
    public HealthStatus Describe(DateTimeOffset wallClock)
    {
        var (leased, probed, failing, held) = (0, 0, 0, 0);
        var flapping = new List<MonitoredInstance>();
        foreach (var instance in monitored.All)
        {
            leased += instance.Ttl > 0 ? 1 : 0;
            probed += instance.Check is null ? 0 : 1;
            failing += instance.State.IsFailing() ? 1 : 0;
            held += instance.State.IsHeld() ? 1 : 0;
            if (instance.State == LivenessState.Suppressed)
                flapping.Add(instance);
        }

        DateTimeOffset At(long uptime) => wallClock - TimeSpan.FromMilliseconds(context.Now - uptime);
        return context.Counts.Fill(new HealthStatus
        {
            Owned = monitored.Count,
            Leased = leased,
            Probed = probed,
            Failing = failing,
            Preserved = held,
            ProbesInFlight = probes.InFlight,
            SelfPreservations = [.. preserved.Describe(At), .. DescribeCutOff(At)],
            Flapping =
            [
                .. flapping.OrderByDescending(instance => instance.Flaps!.Changes).Take(HealthStatus.MostFlapping)
                    .Select(instance => new FlappingInstance(instance.Key, instance.Flaps!.Changes, At(instance.Flaps.SuppressedAt))),
            ],
        });
    }

    private IEnumerable<SelfPreservation> DescribeCutOff(Func<long, DateTimeOffset> at) => cutOff.Since is { } since
        ?
        [
            new SelfPreservation(
                "",
                "This node does not reach most of the nodes, and others may know better: it calls these dead only when it does, "
                    + "or when an operator says so",
                (double)cutOff.Count / Math.Max(1, gauges.Monitored),
                at(since),
                cutOff.Count),
        ]
        : [];
}
