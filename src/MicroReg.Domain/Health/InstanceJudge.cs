using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Judges single instances by their evidence, and has done what follows from it.</summary>
/// <param name="context">The time and the counters.</param>
/// <param name="states">Changes states.</param>
/// <param name="round">Asks other nodes about what seems dead.</param>
/// <param name="writer">Writes what is found.</param>
/// <param name="probes">Probes what is due.</param>
/// <param name="flaps">Suppresses what changes too often.</param>
/// <param name="agenda">Knows when to look again.</param>
internal sealed class InstanceJudge(
    HealthContext context,
    StateChanges states,
    SuspicionRound round,
    RecordWriter writer,
    ProbeSchedule probes,
    FlapDamping flaps,
    Agenda agenda)
{
    /// <summary>
    /// Judges an instance: at its time on the wheel, after a change of its record, after an expected heartbeat, after a probe.
    /// </summary>
    public void Judge(MonitoredInstance instance)
    {
        if (!instance.IsMonitored)
            return;
        agenda.ExpectHeartbeat(instance);
        switch (Evidence.Of(instance, context.Now))
        {
            case InstanceHealth.Passing: OnAlive(instance); break;
            case InstanceHealth.Failing: OnDead(instance); break;
        }

        writer.WriteIfDue(instance);
        writer.RemoveIfDue(instance);
        probes.ProbeIfDue(instance);
        agenda.Schedule(instance);
    }

    /// <summary>Judges the instances that somebody has heard of.</summary>
    public void JudgeCleared()
    {
        while (round.TryTakeCleared(out var instance))
            Clear(instance);
    }

    /// <summary>Judges an instance against which nothing may speak any more.</summary>
    public void Clear(MonitoredInstance instance)
    {
        if (!instance.IsMonitored)
            return;
        var isOpen = instance.State.IsInQuestion() || instance.State.IsHeld();
        if (isOpen && Evidence.Of(instance, context.Now) == InstanceHealth.Unknown)
            states.GiveTime(instance);
        Judge(instance);
    }

    /// <summary>Decides about an instance that is no longer held.</summary>
    public void LetGo(MonitoredInstance held)
    {
        if (Evidence.Of(held, context.Now) == InstanceHealth.Failing)
            Fail(held);
        else
            Clear(held);
    }

    /// <summary>Gives an instance a new lease, whatever spoke against it.</summary>
    public void Forgive(MonitoredInstance instance)
    {
        instance.LeaseStart = context.Now;
        states.GiveTime(instance);
        Judge(instance);
    }

    /// <summary>Puts off the decision about a lease, so that the other nodes are asked again.</summary>
    /// <param name="instance">An instance with a lease.</param>
    /// <param name="after">After how many milliseconds.</param>
    public void AskAgain(MonitoredInstance instance, int after)
    {
        instance.LeaseStart = context.Now - instance.Ttl + after;
        states.GiveTime(instance);
        agenda.Schedule(instance);
    }

    /// <summary>Gives a lease its length once more, because of a heartbeat that may have been lost.</summary>
    public void Prolong(MonitoredInstance instance)
    {
        (instance.ProlongedFor, instance.LeaseStart) = (instance.Heartbeat!.At, context.Now);
        Clear(instance);
    }

    /// <summary>Decides that an instance failed.</summary>
    public void Fail(MonitoredInstance instance)
    {
        context.Counts.Expired++;
        states.Take(instance, flaps.OnFailed(instance));
        writer.Write(instance);
        agenda.Schedule(instance);
    }

    private void OnAlive(MonitoredInstance instance)
    {
        var state = instance.State;
        if (state == LivenessState.Passing || (state == LivenessState.Suppressed && !flaps.OnWell(instance)))
            return;
        context.Counts.Contradicted += state.IsHeld() ? 1 : 0;
        context.Counts.Recovered += state.IsFailing() ? 1 : 0;
        flaps.OnRisen(instance);
        states.Take(instance, state == LivenessState.Suppressed ? LivenessEvent.WellForLong : LivenessEvent.SeemsAlive);
        writer.Write(instance);
    }

    private void OnDead(MonitoredInstance instance)
    {
        FlapDamping.OnUnwell(instance);
        if (!instance.State.MayBeSuspected())
            return;
        states.Take(instance, LivenessEvent.SeemsDead);
        round.Ask(instance);
    }
}
