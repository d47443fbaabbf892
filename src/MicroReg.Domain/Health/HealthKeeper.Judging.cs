using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Health;

// What is known of one instance, and what follows from it.
public sealed partial class HealthKeeper
{
    /// <summary>A sign of life may be on its way through another node: for a tick there, and a bit.</summary>
    private const int Slack = 250;

    /// <summary>A finding that the record does not show after this time is written again: the write was refused or superseded.</summary>
    private const int WriteAgainAfter = 1000;

    /// <summary>Removing is asked for at this pace.</summary>
    private const int RemoveAgainAfter = 5000;

    /// <summary>Looks at an instance: at its time, when its record changed, when a sign of life was waited for, after a probe.</summary>
    private void Judge(WatchedInstance instance)
    {
        if (!instance.IsWatched)
            return;
        WantBeat(instance);
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

    /// <summary>The next sign of life of an instance that is not known to be well should be looked at as it comes.</summary>
    private void WantBeat(WatchedInstance instance)
    {
        if (instance.Verdict != InstanceHealth.Passing || instance.Doubt != Doubt.None || IsLeaseOut(instance))
            instance.Beat?.Want();
    }

    /// <summary>What the lease and the check say together: one of them is enough to fail. Unknown if they do not say anything yet.</summary>
    private InstanceHealth Findings(WatchedInstance instance)
    {
        if (IsLeaseOut(instance) || (instance.Check is not null && instance.Probes.IsGood == false))
            return InstanceHealth.Failing;
        var isLeaseGood = instance.Ttl == 0 || (instance.Beat!.At != Beat.Never && instance.Beat.At + instance.Ttl + Slack > _now);
        var isCheckGood = instance.Check is null || instance.Probes.IsGood == true;
        return instance.IsJudged && isLeaseGood && isCheckGood ? InstanceHealth.Passing : InstanceHealth.Unknown;
    }

    private bool IsLeaseOut(WatchedInstance instance) => instance.Ttl > 0 && _now >= instance.LeaseEnd + Slack;

    private void OnWell(WatchedInstance instance)
    {
        if (instance.Doubt is Doubt.Held or Doubt.CutOff)
            _counts.Contradicted++;
        instance.Doubt = Doubt.None;
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

    private void OnDead(WatchedInstance instance)
    {
        if (instance.Flaps is { } flaps)
            flaps.WellSince = null;
        if (instance.Verdict != InstanceHealth.Failing && instance.Doubt == Doubt.None)
            Ask(instance);
    }

    /// <summary>It is dead, after all that was asked and weighed.</summary>
    private void Fail(WatchedInstance instance)
    {
        instance.Doubt = Doubt.None;
        _counts.Expired++;
        instance.Flaps ??= new FlapState();
        if (instance.Flaps.OnChange(_now, isDown: true, _options))
            _host.Note(NoteLevel.Warning, "{Instance} changes too often and is held down: {Changes} times", instance.Key, instance.Flaps.Changes);
        Decide(instance, InstanceHealth.Failing);
        Schedule(instance);
    }

    private void Decide(WatchedInstance instance, InstanceHealth health)
    {
        instance.HasEvidence = true;
        SetVerdict(instance, health);
        if (instance.Recorded != health)
            Write(instance);
    }

    private void SetVerdict(WatchedInstance instance, InstanceHealth health)
    {
        if (health == InstanceHealth.Failing && instance.Verdict != InstanceHealth.Failing)
            instance.FailingSince = _now;
        Count(instance, health);
        instance.Verdict = health;
    }

    private void WriteIfNeeded(WatchedInstance instance)
    {
        if (DiffersFromRecord(instance) && _now - instance.AskedAt >= WriteAgainAfter)
            Write(instance);
    }

    private static bool DiffersFromRecord(WatchedInstance instance) =>
        instance.HasEvidence && instance.Verdict != InstanceHealth.Unknown && instance.Verdict != instance.Recorded;

    private void Write(WatchedInstance instance)
    {
        instance.AskedAt = _now;
        _host.Write(instance.Key, new SetHealth(instance.Key, instance.Generation, instance.Verdict));
    }

    /// <summary>Only a side that reaches most nodes removes anything: elsewhere the instance may be well.</summary>
    private void RemoveIfDue(WatchedInstance instance)
    {
        var isDrained = instance.DrainedAt <= _now;
        if (!(isDrained || HasFailedForLong(instance)) || !_reachesMajority || _now - instance.End.RemovalAskedAt < RemoveAgainAfter)
            return;
        instance.End.RemovalAskedAt = _now;
        _host.Write(instance.Key, isDrained
            ? new RemoveDrained(instance.Key, instance.Generation, instance.End.DrainReport)
            : new RemoveFailing(instance.Key, instance.Generation));
    }

    private bool HasFailedForLong(WatchedInstance instance) =>
        instance.Verdict == InstanceHealth.Failing && instance.Recorded == InstanceHealth.Failing && _now >= instance.FailingSince + instance.DeregisterAfter;

    private void ProbeIfDue(WatchedInstance instance)
    {
        if (instance.Check is not { } check || instance.Probes.IsUnderWay || _now < instance.Probes.NextAt)
            return;
        instance.Probes.IsUnderWay = true;
        _probes.Add(new ProbeJob(instance.Key, check) { For = instance });
    }

    private void Schedule(WatchedInstance instance)
    {
        WantBeat(instance);
        var next = Math.Min(NextOfLease(instance), NextRemoval(instance));
        if (instance.Check is not null && !instance.Probes.IsUnderWay)
            next = Math.Min(next, instance.Probes.NextAt);
        if (DiffersFromRecord(instance))
            next = Math.Min(next, instance.AskedAt + WriteAgainAfter);
        if (instance.Flaps is { HeldDownAt: not null, WellSince: { } since })
            next = Math.Min(next, since + (long)_options.FlapQuiet.TotalMilliseconds);
        if (next != WatchedInstance.Never)
            _wheel.Schedule(instance, next);
    }

    private long NextOfLease(WatchedInstance instance) =>
        instance.Ttl == 0 || IsLeaseOut(instance) ? WatchedInstance.Never : instance.LeaseEnd + Slack;

    private long NextRemoval(WatchedInstance instance)
    {
        var due = Math.Min(
            instance.DrainedAt,
            instance.Verdict == InstanceHealth.Failing ? instance.FailingSince + instance.DeregisterAfter : WatchedInstance.Never);
        return due > _now ? due : _now + RemoveAgainAfter;
    }
}
