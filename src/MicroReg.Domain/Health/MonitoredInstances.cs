using MicroReg.Domain.Database;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>The instances that this node owns and follows, and what it takes over from their records. Not thread-safe.</summary>
/// <param name="context">The time and the settings.</param>
/// <param name="database">The records.</param>
/// <param name="heartbeats">The heartbeats.</param>
/// <param name="gauges">Count the instances.</param>
/// <param name="states">Changes states.</param>
/// <param name="writer">Is told when an instance is gone.</param>
/// <param name="flaps">Remembers which instances change too often.</param>
internal sealed class MonitoredInstances(
    HealthContext context,
    RegistryDatabase database,
    HeartbeatTable heartbeats,
    SelfPreservationGauges gauges,
    StateChanges states,
    RecordWriter writer,
    FlapDamping flaps)
{
    private readonly Dictionary<InstanceKey, MonitoredInstance> _instances = [];

    /// <summary>The nodes that own instances; null before they are known.</summary>
    public Rendezvous? Owners { get; private set; }

    public int Count => _instances.Count;

    public Dictionary<InstanceKey, MonitoredInstance>.ValueCollection All => _instances.Values;

    /// <summary>Everything of which anything is known, and every record.</summary>
    public InstanceKey[] Keys =>
        [.. _instances.Keys.Union(heartbeats.Keys).Union(database.View.AllInstances().Select(record => record.Key))];

    public MonitoredInstance? Find(InstanceKey key) => _instances.GetValueOrDefault(key);

    /// <summary>
    /// Takes over who owns instances. An instance that this node owns for the first time starts with a full lease; those that it owned
    /// before go on as they are.
    /// </summary>
    public void Rebalance(Rendezvous owners)
    {
        Owners = owners;
        heartbeats.Rebalance(owners);
    }

    /// <summary>Looks at the record of an instance, and begins or ends to monitor it.</summary>
    /// <returns>The instance to judge; null if it is not monitored.</returns>
    public MonitoredInstance? Follow(InstanceKey key)
    {
        var record = database.Records.Get(key);
        if (record is not { IsLiving: true })
        {
            if (Find(key) is { } gone)
                writer.OnGone(gone);
            Stop(key);
            heartbeats.Remove(key);
            return null;
        }

        if (Owners?.OwnerOf(key) == context.Self && MonitoringRules.NeedsMonitoring(record, context.Options))
            return Follow(record);
        Stop(key);
        return null;
    }

    private MonitoredInstance Follow(ServiceRecord record)
    {
        if (!_instances.TryGetValue(record.Key, out var instance))
        {
            _instances[record.Key] = instance = new MonitoredInstance(record.Key);
            Begin(instance, record);
            if (flaps.OnBegun(instance))
                states.Take(instance, LivenessEvent.StillFlapping);
        }
        else if (instance.Generation != record.Head!.Generation)
        {
            states.Take(instance, LivenessEvent.Registered);
            gauges.Leave(instance);
            Begin(instance, record);
        }

        instance.Recorded = record.HealthStatus;
        FollowDrain(instance, record.Reported);
        if (states.FollowRecord(instance) && instance.Check is not null)
            instance.Probes.Begin(isFailing: instance.State.IsFailing());
        return instance;
    }

    private void Begin(MonitoredInstance instance, ServiceRecord record)
    {
        var attributes = record.Registration!.Attributes;
        instance.Generation = record.Head!.Generation;
        instance.Ttl = 1000 * (attributes.TtlSeconds ?? 0);
        instance.Check = MonitoringRules.CheckOf(record, context.Options);
        instance.DeregisterAfter = attributes.DeregisterAfterSeconds is { } seconds
            ? 1000L * seconds : (long)context.Options.DeregisterAfter.TotalMilliseconds;
        (instance.LeaseStart, instance.FailingSince, instance.ProlongedFor) = (context.Now, context.Now, MonitoredInstance.Never);
        instance.Heartbeat = instance.Ttl > 0 ? heartbeats.Of(record.Key) : null;
        gauges.Enter(instance);
        if (instance.Check is not { } check)
            return;
        instance.Probes.Begin(isFailing: instance.State.IsFailing());
        if (!instance.Probes.IsUnderWay)
            instance.Probes.NextAt = context.Now + context.Random.NextInt64(1000L * check.IntervalSeconds);
    }

    private void Stop(InstanceKey key)
    {
        if (!_instances.Remove(key, out var instance))
            return;
        instance.IsMonitored = false;
        Agenda.Cancel(instance);
        gauges.Leave(instance);
        flaps.OnGone(instance);
    }

    private void FollowDrain(MonitoredInstance instance, Reported? reported)
    {
        if (reported is { UnregisterAfterSeconds: { } seconds })
        {
            if (instance.End.DrainReport != reported.Stamp)
                (instance.End.DrainedAt, instance.End.DrainReport) = (context.Now + (1000L * seconds), reported.Stamp);
        }
        else if (instance.HasEnd)
        {
            (instance.End.DrainedAt, instance.End.DrainReport) = (MonitoredInstance.Never, default);
        }
    }
}
