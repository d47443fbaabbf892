using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Health;

/// <summary>
/// Has written what this node found and the record does not show, and has removed what drained or failed for long. The belief is in
/// <see cref="MonitoredInstance.State"/>; this part deals with the record alone.
/// </summary>
/// <param name="context">The time, the nodes in reach, the counters, and who writes.</param>
internal sealed class RecordWriter(HealthContext context)
{
    /// <summary>
    /// A finding that the record does not show after these milliseconds is written again: the write was refused or superseded.
    /// </summary>
    private const int WriteAgainAfter = 1000;

    /// <summary>The milliseconds between two requests to remove the same instance.</summary>
    private const int RemoveAgainAfter = 5000;

    /// <summary>Writes what was found, if the record does not show it.</summary>
    public void Write(MonitoredInstance instance)
    {
        if (!Differs(instance))
            return;
        instance.AskedAt = context.Now;
        context.Host.Write(instance.Key, new SetHealth(instance.Key, instance.Generation, instance.State.Finding()!.Value));
    }

    /// <summary>The same, unless it was asked for a moment ago.</summary>
    public void WriteIfDue(MonitoredInstance instance)
    {
        if (context.Now - instance.AskedAt >= WriteAgainAfter)
            Write(instance);
    }

    /// <summary>
    /// Removes what has drained or failed for long. Only a node that reaches a majority does: elsewhere the instance may be well.
    /// </summary>
    public void RemoveIfDue(MonitoredInstance instance)
    {
        var isDrained = instance.DrainedAt <= context.Now;
        if (!(isDrained || HasFailedForLong(instance)) || !context.Nodes.ReachesMajority || WasRemovalAsked(instance))
            return;
        instance.End.RemovalAskedAt = context.Now;
        context.Host.Write(instance.Key, isDrained
            ? new RemoveDrained(instance.Key, instance.Generation, instance.End.DrainReport)
            : new RemoveFailing(instance.Key, instance.Generation));
    }

    /// <summary>Counts an instance that is gone, if this node had asked for that.</summary>
    public void OnGone(MonitoredInstance instance)
    {
        if (instance.HasEnd && WasRemovalAsked(instance))
            context.Counts.Removed++;
    }

    /// <summary>When an instance is next to be looked at for its record's sake.</summary>
    public long NextOf(MonitoredInstance instance)
    {
        var removal = Math.Min(
            instance.DrainedAt,
            instance.State.IsFailing() ? instance.FailingSince + instance.DeregisterAfter : MonitoredInstance.Never);
        var next = removal > context.Now ? removal : context.Now + RemoveAgainAfter;
        return Differs(instance) ? Math.Min(next, instance.AskedAt + WriteAgainAfter) : next;
    }

    private static bool Differs(MonitoredInstance instance) =>
        instance.State.Finding() is { } finding && finding != instance.Recorded;

    private bool WasRemovalAsked(MonitoredInstance instance) => context.Now - instance.End.RemovalAskedAt < RemoveAgainAfter;

    private bool HasFailedForLong(MonitoredInstance instance) =>
        instance.State.IsFailing() && instance.Recorded == InstanceHealth.Failing
            && context.Now >= instance.FailingSince + instance.DeregisterAfter;
}
