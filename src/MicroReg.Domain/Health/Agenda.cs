namespace MicroReg.Domain.Health;

/// <summary>When each instance is looked at next. One timing wheel serves all of them.</summary>
/// <param name="context">The time.</param>
/// <param name="writer">Knows when a record is to be written or removed.</param>
/// <param name="flaps">Knows when a suppression may end.</param>
internal sealed class Agenda(HealthContext context, RecordWriter writer, FlapDamping flaps)
{
    private const int Slots = 4096;

    private readonly TimingWheel<MonitoredInstance> _wheel = new(HealthKeeper.Tick, Slots);

    /// <summary>Schedules the next look at an instance.</summary>
    public void Schedule(MonitoredInstance instance)
    {
        ExpectHeartbeat(instance);
        var next = Math.Min(NextOfLease(instance), writer.NextOf(instance));
        if (instance.Check is not null && !instance.Probes.IsUnderWay)
            next = Math.Min(next, instance.Probes.NextAt);
        next = Math.Min(next, flaps.NextOf(instance));
        if (next != MonitoredInstance.Never)
            _wheel.Schedule(instance, next);
    }

    /// <summary>Has the next heartbeat of an instance that is not known to be well judged as soon as it arrives.</summary>
    public void ExpectHeartbeat(MonitoredInstance instance)
    {
        if (!instance.State.IsPassing() || Evidence.IsLeaseOut(instance, context.Now))
            instance.Heartbeat?.Expect();
    }

    /// <summary>Hands over the instances that are due.</summary>
    public void Advance(Action<MonitoredInstance> due) => _wheel.Advance(context.Now, due);

    /// <summary>Looks at an instance no more.</summary>
    public static void Cancel(MonitoredInstance instance) => TimingWheel<MonitoredInstance>.Cancel(instance);

    private long NextOfLease(MonitoredInstance instance)
    {
        if (instance.Ttl == 0)
            return MonitoredInstance.Never;
        if (!Evidence.IsLeaseOut(instance, context.Now))
            return instance.LeaseEnd + Evidence.Slack;
        return instance.State.MayBeSuspected() ? context.Now : MonitoredInstance.Never;
    }
}
