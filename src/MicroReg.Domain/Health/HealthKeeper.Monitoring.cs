using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

// Which instances are monitored, and what is taken over from their records.
internal sealed partial class HealthKeeper
{
    private bool NeedsMonitoring(ServiceRecord record) =>
        record.Registration!.Attributes.TtlSeconds is not null
        || CheckOf(record) is not null
        || record.Reported?.UnregisterAfterSeconds is not null
        || record.HealthStatus == InstanceHealth.Failing;

    /// <summary>The default check applies without ttl and check. The kind "none" turns it off.</summary>
    private HealthCheck? CheckOf(ServiceRecord record)
    {
        var attributes = record.Registration!.Attributes;
        var check = attributes.Check ?? (attributes.TtlSeconds is null ? _options.DefaultCheck : null);
        return check is null or { Kind: HealthCheckKind.None } ? null : check;
    }

    private void Monitor(ServiceRecord record)
    {
        var generation = record.Head!.Generation;
        if (!_monitored.TryGetValue(record.Key, out var instance))
        {
            _monitored[record.Key] = instance = new MonitoredInstance(record.Key);
            Begin(instance, record);
        }
        else if (instance.Generation != generation)
        {
            Leave(instance);
            Begin(instance, record);
        }

        instance.Recorded = record.HealthStatus;
        FollowDrain(instance, record.Reported);

        // The verdict of an earlier owner is believed until this node has evidence of its own.
        if (!instance.HasEvidence && instance.Verdict != instance.Recorded && instance.Suspicion == Suspicion.None)
            Adopt(instance, instance.Recorded);
        Judge(instance);
    }

    private void Begin(MonitoredInstance instance, ServiceRecord record)
    {
        var attributes = record.Registration!.Attributes;
        instance.Generation = record.Head!.Generation;
        instance.Ttl = 1000 * (attributes.TtlSeconds ?? 0);
        instance.Check = CheckOf(record);
        instance.DeregisterAfter = attributes.DeregisterAfterSeconds is { } seconds
            ? 1000L * seconds : (long)_options.DeregisterAfter.TotalMilliseconds;
        instance.LeaseStart = _now;
        instance.Heartbeat = instance.Ttl > 0 ? _heartbeats.Of(record.Key) : null;
        instance.Recorded = record.HealthStatus;
        instance.HasEvidence = false;
        instance.Suspicion = Suspicion.None;
        Enter(instance);
        Adopt(instance, instance.Flaps?.SuppressedAt is null ? instance.Recorded : InstanceHealth.Failing);
        instance.HasEvidence = instance.Verdict != instance.Recorded;
        if (instance.Check is { } check && !instance.Probes.IsUnderWay)
            instance.Probes.NextAt = _now + _random.NextInt64(1000L * check.IntervalSeconds);
    }

    private void Adopt(MonitoredInstance instance, InstanceHealth health)
    {
        SetVerdict(instance, health);
        if (instance.Check is not null)
            instance.Probes.Begin(isFailing: health == InstanceHealth.Failing);
    }

    private void StopMonitoring(InstanceKey key)
    {
        if (!_monitored.Remove(key, out var instance))
            return;
        instance.IsMonitored = false;
        TimingWheel<MonitoredInstance>.Cancel(instance);
        Leave(instance);
    }

    private void FollowDrain(MonitoredInstance instance, Reported? reported)
    {
        if (reported is { UnregisterAfterSeconds: { } seconds })
        {
            if (instance.End.DrainReport != reported.Stamp)
                (instance.End.DrainedAt, instance.End.DrainReport) = (_now + (1000L * seconds), reported.Stamp);
        }
        else if (instance.HasEnd)
        {
            (instance.End.DrainedAt, instance.End.DrainReport) = (MonitoredInstance.Never, default);
        }
    }
}
