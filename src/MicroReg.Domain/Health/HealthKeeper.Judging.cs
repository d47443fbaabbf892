using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Health;

// What is known about one instance, and what follows from it.
internal sealed partial class HealthKeeper
{
    /// <summary>A heartbeat may still be on its way through another node: one tick there, and the network. In milliseconds.</summary>
    private const int Slack = 250;

    /// <summary>
    /// A verdict that the record does not show after these milliseconds is written again: the write was refused or superseded.
    /// </summary>
    private const int WriteAgainAfter = 1000;

    /// <summary>The milliseconds between two requests to remove the same instance.</summary>
    private const int RemoveAgainAfter = 5000;

    /// <summary>
    /// Judges an instance: at its time on the wheel, after a change of its record, after an expected heartbeat, after a probe.
    /// </summary>
    private void Judge(MonitoredInstance instance)
    {
        if (!instance.IsMonitored)
            return;
        ExpectHeartbeat(instance);
        switch (Findings(instance))
        {
            case InstanceHealth.Passing: OnWell(instance); break;
            case InstanceHealth.Failing: OnDead(instance); break;
        }

        WriteIfNeeded(instance);
        RemoveIfDue(instance);
        ProbeIfDue(instance);
        Schedule(instance);
    }

    /// <summary>Has the next heartbeat of an instance that is not known to be well judged as soon as it arrives.</summary>
    private void ExpectHeartbeat(MonitoredInstance instance)
    {
        if (instance.Verdict != InstanceHealth.Passing || instance.Suspicion != Suspicion.None || IsLeaseOut(instance))
            instance.Heartbeat?.Expect();
    }

    /// <summary>What lease and check say together: one of them is enough to fail. Unknown as long as they say nothing.</summary>
    private InstanceHealth Findings(MonitoredInstance instance)
    {
        if (IsLeaseOut(instance) || (instance.Check is not null && instance.Probes.IsGood == false))
            return InstanceHealth.Failing;
        var isLeaseGood = instance.Ttl == 0
            || (instance.Heartbeat!.At != Heartbeat.Never && instance.Heartbeat.At + instance.Ttl + Slack > _now);
        var isCheckGood = instance.Check is null || instance.Probes.IsGood == true;
        return instance.IsJudged && isLeaseGood && isCheckGood ? InstanceHealth.Passing : InstanceHealth.Unknown;
    }

    private bool IsLeaseOut(MonitoredInstance instance) => instance.Ttl > 0 && _now >= instance.LeaseEnd + Slack;

    private void OnWell(MonitoredInstance instance)
    {
        if (instance.Suspicion is Suspicion.Preserved or Suspicion.CutOff)
            _counts.Contradicted++;
        instance.Suspicion = Suspicion.None;
        instance.HasEvidence = true;
        if (instance.Verdict == InstanceHealth.Passing || instance.Flaps?.MayRise(_now, _options) == false)
            return;
        if (instance.Flaps is { IsDown: true } flaps)
        {
            flaps.OnRisen();
            _ = flaps.OnChange(_now, isDown: false, _options);
        }

        _counts.Recovered += instance.Verdict == InstanceHealth.Failing ? 1 : 0;

        Decide(instance, InstanceHealth.Passing);
    }

    private void OnDead(MonitoredInstance instance)
    {
        if (instance.Flaps is { } flaps)
            flaps.WellSince = null;
        if (instance.Verdict != InstanceHealth.Failing && instance.Suspicion == Suspicion.None)
            Ask(instance);
    }

    /// <summary>The final verdict that an instance is failing.</summary>
    private void Fail(MonitoredInstance instance)
    {
        instance.Suspicion = Suspicion.None;
        _counts.Expired++;
        instance.Flaps ??= new FlapState();
        if (instance.Flaps.OnChange(_now, isDown: true, _options))
            _host.Log(LogSeverity.Warning, "{Instance} changes too often and is suppressed: {Changes} times", instance.Key,
                instance.Flaps.Changes);
        Decide(instance, InstanceHealth.Failing);
        Schedule(instance);
    }

    private void Decide(MonitoredInstance instance, InstanceHealth health)
    {
        instance.HasEvidence = true;
        SetVerdict(instance, health);
        if (instance.Recorded != health)
            Write(instance);
    }

    private void SetVerdict(MonitoredInstance instance, InstanceHealth health)
    {
        if (health == InstanceHealth.Failing && instance.Verdict != InstanceHealth.Failing)
            instance.FailingSince = _now;
        Count(instance, health);
        instance.Verdict = health;
    }

    private void WriteIfNeeded(MonitoredInstance instance)
    {
        if (DiffersFromRecord(instance) && _now - instance.AskedAt >= WriteAgainAfter)
            Write(instance);
    }

    private static bool DiffersFromRecord(MonitoredInstance instance) =>
        instance.HasEvidence && instance.Verdict != InstanceHealth.Unknown && instance.Verdict != instance.Recorded;

    private void Write(MonitoredInstance instance)
    {
        instance.AskedAt = _now;
        _host.Write(instance.Key, new SetHealth(instance.Key, instance.Generation, instance.Verdict));
    }

    /// <summary>
    /// Removes what has drained or failed for long. Only a node that reaches a majority does: elsewhere the instance may be well.
    /// </summary>
    private void RemoveIfDue(MonitoredInstance instance)
    {
        var isDrained = instance.DrainedAt <= _now;
        if (!(isDrained || HasFailedForLong(instance)) || !_reachesMajority || _now - instance.End.RemovalAskedAt < RemoveAgainAfter)
            return;
        instance.End.RemovalAskedAt = _now;
        _host.Write(instance.Key, isDrained
            ? new RemoveDrained(instance.Key, instance.Generation, instance.End.DrainReport)
            : new RemoveFailing(instance.Key, instance.Generation));
    }

    private bool HasFailedForLong(MonitoredInstance instance) =>
        instance.Verdict == InstanceHealth.Failing && instance.Recorded == InstanceHealth.Failing
            && _now >= instance.FailingSince + instance.DeregisterAfter;

    private void ProbeIfDue(MonitoredInstance instance)
    {
        if (instance.Check is not { } check || instance.Probes.IsUnderWay || _now < instance.Probes.NextAt)
            return;
        instance.Probes.IsUnderWay = true;
        _probes.Add(new ProbeJob(instance.Key, check) { For = instance });
    }

    private void Schedule(MonitoredInstance instance)
    {
        ExpectHeartbeat(instance);
        var next = Math.Min(NextOfLease(instance), NextRemoval(instance));
        if (instance.Check is not null && !instance.Probes.IsUnderWay)
            next = Math.Min(next, instance.Probes.NextAt);
        if (DiffersFromRecord(instance))
            next = Math.Min(next, instance.AskedAt + WriteAgainAfter);
        if (instance.Flaps is { SuppressedAt: not null, WellSince: { } since })
            next = Math.Min(next, since + (long)_options.FlapQuiet.TotalMilliseconds);
        if (next != MonitoredInstance.Never)
            _wheel.Schedule(instance, next);
    }

    private long NextOfLease(MonitoredInstance instance) =>
        instance.Ttl == 0 || IsLeaseOut(instance) ? MonitoredInstance.Never : instance.LeaseEnd + Slack;

    private long NextRemoval(MonitoredInstance instance)
    {
        var due = Math.Min(
            instance.DrainedAt,
            instance.Verdict == InstanceHealth.Failing ? instance.FailingSince + instance.DeregisterAfter : MonitoredInstance.Never);
        return due > _now ? due : _now + RemoveAgainAfter;
    }
}
