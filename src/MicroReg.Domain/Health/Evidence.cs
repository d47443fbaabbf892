using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>What the lease and the check of an instance say at a moment. Nothing is decided here.</summary>
internal static class Evidence
{
    /// <summary>A heartbeat may still be on its way through another node: one tick there, and the network. In milliseconds.</summary>
    public const int Slack = 250;

    /// <summary>What lease and check say together: one of them is enough to fail. Unknown as long as they say nothing.</summary>
    public static InstanceHealth Of(MonitoredInstance instance, long now)
    {
        if (IsLeaseOut(instance, now) || IsCheckBad(instance))
            return InstanceHealth.Failing;
        var isLeaseGood = instance.Ttl == 0
            || (instance.Heartbeat!.At != Heartbeat.Never && instance.Heartbeat.At + instance.Ttl + Slack > now);
        var isCheckGood = instance.Check is null || instance.Probes.IsGood == true;
        return instance.IsJudged && isLeaseGood && isCheckGood ? InstanceHealth.Passing : InstanceHealth.Unknown;
    }

    public static bool IsLeaseOut(MonitoredInstance instance, long now) => instance.Ttl > 0 && now >= instance.LeaseEnd + Slack;

    /// <summary>True if the only evidence against it is that its lease ended.</summary>
    public static bool IsSilent(MonitoredInstance instance, long now) => IsLeaseOut(instance, now) && !IsCheckBad(instance);

    /// <summary>
    /// True for an instance that is not in question and has been silent for half of its ttl. Live instances are heard every third of it.
    /// </summary>
    public static bool IsLate(MonitoredInstance instance, long now) => instance.Ttl > 0
        && instance.State.MayBeSuspected()
        && now > instance.LeaseEnd - (instance.Ttl / 2);

    private static bool IsCheckBad(MonitoredInstance instance) => instance.Check is not null && instance.Probes.IsGood == false;
}
