using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// Decides about the instances that were found dead, all of a tick together: they may be too many at once, or this node may know too
/// little. Not thread-safe.
/// </summary>
/// <param name="context">The time and the nodes in reach.</param>
/// <param name="gauges">Count what was found dead.</param>
/// <param name="preserved">Self-preservation.</param>
/// <param name="cutOff">What this node cannot know.</param>
/// <param name="states">Changes states.</param>
/// <param name="judge">Judges instances.</param>
internal sealed class DeathDecisions(
    HealthContext context,
    SelfPreservationGauges gauges,
    PreservedInstances preserved,
    CutOffInstances cutOff,
    StateChanges states,
    InstanceJudge judge)
{
    /// <summary>
    /// The milliseconds after a release without self-preservation: it would preserve again what the operator knows to be dead.
    /// </summary>
    private const long ReleaseFor = 300_000;

    /// <summary>The milliseconds between two reviews of what is held: each looks at all held instances.</summary>
    private const int ReviewEvery = 1000;

    /// <summary>The milliseconds until the others are asked again, by which time all may be reachable.</summary>
    private const int AskAgainAfter = 1000;

    private long _releasedUntil = long.MinValue;
    private long _reviewedAt;

    private bool IsReleased => context.Now < _releasedUntil;

    /// <summary>Decides about the instances that were found dead in this tick, and now and then about those that are held.</summary>
    public void Settle(MonitoredInstance[] found)
    {
        foreach (var instance in found)
        {
            instance.FoundDeadAt = context.Now;
            gauges.AddFound(instance);
        }

        if (found.Length > 0 && !IsReleased)
            preserved.BeginWhereDue(found);
        foreach (var instance in found)
            Decide(instance);
        if (context.Now - _reviewedAt < ReviewEvery)
            return;
        _reviewedAt = context.Now;
        preserved.Review();
        cutOff.Review();
    }

    /// <summary>Ends all that holds instances, on behalf of an operator.</summary>
    public void Release()
    {
        _releasedUntil = context.Now + ReleaseFor;
        preserved.EndAll("an operator released it");
        cutOff.LetAllGo();
    }

    /// <summary>
    /// A node passes heartbeats on every tick; what it received since is lost with it. So if the node that received the last one is gone
    /// or was restarted, there may have been later ones. A node that is only cut off answers its callers until it notices. Of an instance
    /// without any heartbeat so far, every node that is gone may have received the first ones. A lease that began after the
    /// loss has had its time.
    /// </summary>
    private bool MayHaveBeenLost(MonitoredInstance found) =>
        Evidence.IsSilent(found, context.Now)
            && found.Heartbeat is { } last
            && last.At != found.ProlongedFor
            && (found.IsRemembered == false || (found.LeaseStart < context.Nodes.LostAt && IsReceiverGone(found, last)));

    private bool IsReceiverGone(MonitoredInstance found, Heartbeat last) => last.At == Heartbeat.Never
        ? !context.Nodes.Unreached.IsEmpty
        : last.Via is { } via && found.IsRemembered is null && !context.Nodes.Reachable.Contains(via);

    private void Decide(MonitoredInstance found)
    {
        if (Evidence.Of(found, context.Now) != InstanceHealth.Failing)
            judge.Clear(found);
        else if (!IsReleased && context.Nodes.IsReturning && Evidence.IsSilent(found, context.Now))
            judge.AskAgain(found, AskAgainAfter);
        else if (!IsReleased && cutOff.Applies(found))
            cutOff.Hold(found);
        else if (!IsReleased && MayHaveBeenLost(found))
            judge.Prolong(found);
        else if (gauges.IsActiveFor(found))
            states.Take(found, LivenessEvent.TooManyAtOnce);
        else
            judge.Fail(found);
    }
}
