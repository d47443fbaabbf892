namespace MicroReg.Domain.Health;

/// <summary>
/// The instances that would be failing, but this node reaches too few others to know. They are decided when it reaches them again.
/// Not thread-safe.
/// </summary>
/// <param name="context">The time and the nodes in reach.</param>
/// <param name="heartbeats">Tells whether callers reach this node.</param>
/// <param name="states">Changes states.</param>
/// <param name="judge">Judges what is let go.</param>
internal sealed class CutOffInstances(HealthContext context, HeartbeatTable heartbeats, StateChanges states, InstanceJudge judge)
{
    private readonly HashSet<MonitoredInstance> _instances = [];

    /// <summary>Since when there are such instances; null while there are none.</summary>
    public long? Since { get; private set; }

    public int Count => _instances.Count;

    /// <summary>
    /// A node that reaches only a minority does not hear of heartbeats at the others, so it fails no instance. A node that reaches exactly
    /// half (the survivor of a pair, for example) trusts its own probes. It also trusts a lease that was renewed through a node that it
    /// reaches, or through itself while other callers still reach it.
    /// </summary>
    public bool Applies(MonitoredInstance instance)
    {
        if (context.Nodes.ReachesMajority)
            return false;
        if (!context.Nodes.ReachesHalf)
            return true;
        if (!Evidence.IsSilent(instance, context.Now))
            return false;
        var heartbeat = instance.Heartbeat!;
        return heartbeat.At == Heartbeat.Never
            || (heartbeat.Via is { } via ? !context.Nodes.Reachable.Contains(via) : heartbeats.TakenAt <= instance.LeaseEnd);
    }

    /// <summary>Holds an instance that was found dead.</summary>
    public void Hold(MonitoredInstance found)
    {
        states.Take(found, LivenessEvent.CannotTell);
        Since ??= context.Now;
        _instances.Add(found);
    }

    /// <summary>Decides about those of which this node can tell by now.</summary>
    public void Review()
    {
        _instances.RemoveWhere(instance => !IsHeld(instance));
        foreach (var instance in _instances.Where(instance => !Applies(instance)).ToArray())
        {
            _instances.Remove(instance);
            if (instance.Ttl > 0 && instance.Heartbeat!.Via is not null)
                judge.Forgive(instance);
            else
                judge.LetGo(instance);
        }

        Since = _instances.Count == 0 ? null : Since;
    }

    /// <summary>Gives all of them a new lease.</summary>
    public void ForgiveAll()
    {
        foreach (var instance in TakeAll())
            judge.Forgive(instance);
    }

    /// <summary>Decides about all of them now, because an operator says so.</summary>
    public void LetAllGo()
    {
        foreach (var instance in TakeAll())
            judge.LetGo(instance);
    }

    private static bool IsHeld(MonitoredInstance instance) => instance is { IsMonitored: true, State: LivenessState.CutOff };

    private MonitoredInstance[] TakeAll()
    {
        var all = _instances.Where(IsHeld).ToArray();
        _instances.Clear();
        Since = null;
        return all;
    }
}
