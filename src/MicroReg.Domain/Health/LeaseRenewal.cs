using MicroReg.Domain.Kernel;

namespace MicroReg.Domain.Health;

/// <summary>
/// Gives leases more time when this node cannot know who was silent: after a pause, and when it reaches a majority again.
/// </summary>
/// <param name="context">The time, the counters and the log.</param>
/// <param name="heartbeats">Is told of pauses.</param>
/// <param name="monitored">The instances.</param>
/// <param name="states">Changes states.</param>
/// <param name="round">Asks other nodes; what it asked is void then.</param>
/// <param name="agenda">Knows when to look again.</param>
internal sealed class LeaseRenewal(
    HealthContext context,
    HeartbeatTable heartbeats,
    MonitoredInstances monitored,
    StateChanges states,
    SuspicionRound round,
    Agenda agenda)
{
    /// <summary>A tick that is this many milliseconds late means that the node was stopped or starved.</summary>
    public const int PauseAfter = 1000;

    /// <summary>Moves the time forward. Called first by every input, because it may be the first one after a pause.</summary>
    public void Advance(long now)
    {
        var late = now - context.Now - HealthKeeper.Tick;
        context.Now = Math.Max(context.Now, now);
        if (late > PauseAfter)
            OnPause(late);
        heartbeats.OnTick(context.Now);
    }

    /// <summary>Begins all leases anew.</summary>
    public void BeginAll()
    {
        foreach (var instance in monitored.All)
        {
            instance.LeaseStart = context.Now;
            Reconsider(instance);
        }

        round.Clear();
    }

    /// <summary>
    /// A node that was stopped cannot tell which instances were silent. Every lease gets as much longer as the node was stopped, and no
    /// more: a node that is stopped again and again would never find anybody dead. A probe that failed meanwhile does not count.
    /// </summary>
    private void OnPause(long late)
    {
        context.Counts.Pauses++;
        context.PausedUntil = context.Now;
        context.Fitness.OnPause(context.Now);
        heartbeats.OnPause(context.Now);
        foreach (var instance in monitored.All)
        {
            if (instance.Ttl > 0)
                instance.LeaseStart = Math.Min(context.Now, AfterPause(instance, late));
            Reconsider(instance);
        }

        round.Clear();
        context.Host.Log(
            LogSeverity.Warning, "This node was stopped or starved for {Late} ms: the leases of {Count} instances are extended", late,
            monitored.Count);
    }

    /// <summary>No lease ends before the heartbeats count that were read right after the pause.</summary>
    private long AfterPause(MonitoredInstance instance, long late) =>
        Math.Max(instance.LeaseEnd + late, context.Now + HeartbeatTable.LateFor) - instance.Ttl;

    /// <summary>
    /// What this node found itself is as old as the pause. Others may have found something else meanwhile, and the record shows it by now
    /// or in a moment.
    /// </summary>
    private void Reconsider(MonitoredInstance instance)
    {
        if (instance.State.IsInQuestion() || instance.State is LivenessState.Passing or LivenessState.Failing)
            states.GiveTime(instance);
        agenda.Schedule(instance);
    }
}
