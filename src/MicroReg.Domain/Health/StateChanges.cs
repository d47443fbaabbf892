using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Changes the states of instances: every change goes through here, so that it is in the table, counted and reported.</summary>
/// <param name="context">The time, and where changes are reported.</param>
/// <param name="gauges">Count failing instances.</param>
internal sealed class StateChanges(HealthContext context, SelfPreservationGauges gauges)
{
    /// <summary>Changes the state of an instance.</summary>
    public void Take(MonitoredInstance instance, LivenessEvent what)
    {
        var taken = instance.Take(what);
        var change = (taken.To.IsFailing() ? 1 : 0) - (taken.From.IsFailing() ? 1 : 0);
        if (change > 0)
            instance.FailingSince = context.Now;
        if (change != 0 && instance.IsJudged)
            gauges.CountFailing(instance, change);
        context.Host.StateChanged(instance.Key, taken);
    }

    /// <summary>Believes what the record shows, unless this node has found something itself.</summary>
    /// <returns>True if that changed the state.</returns>
    public bool FollowRecord(MonitoredInstance instance)
    {
        var (state, recorded) = (instance.State, instance.Recorded);
        if (!state.FollowsRecord() || recorded == Shown(state))
            return false;
        Take(instance, recorded switch
        {
            InstanceHealth.Passing => LivenessEvent.RecordShowsPassing,
            InstanceHealth.Failing => LivenessEvent.RecordShowsFailing,
            _ => LivenessEvent.RecordShowsUnknown,
        });
        return true;
    }

    /// <summary>Nothing speaks against an instance any more, and nothing for it yet: so far, what the record shows is believed.</summary>
    public void GiveTime(MonitoredInstance instance)
    {
        var (wasFailing, since) = (instance.State.IsFailing(), instance.FailingSince);
        Take(instance, LivenessEvent.GivenTime);
        FollowRecord(instance);
        if (wasFailing)
            instance.FailingSince = since;
    }

    private static InstanceHealth Shown(LivenessState state) => state switch
    {
        LivenessState.InheritedPassing => InstanceHealth.Passing,
        LivenessState.InheritedFailing => InstanceHealth.Failing,
        _ => InstanceHealth.Unknown,
    };
}
