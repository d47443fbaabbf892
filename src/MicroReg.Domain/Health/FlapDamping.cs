using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Counts the health changes of instances, and decides who is suppressed and for how long.</summary>
/// <param name="context">The time, the settings and the log.</param>
internal sealed class FlapDamping(HealthContext context)
{
    private readonly Dictionary<InstanceKey, GoneInstance> _gone = [];
    private readonly Queue<(InstanceKey Key, long At)> _goneInOrder = [];

    private double Quiet => context.Options.FlapQuiet.TotalMilliseconds;

    /// <summary>
    /// Remembers the changes of an instance that is no longer monitored: a service that is restarted in an orderly way unregisters and
    /// registers again, and an owner may lose an instance and get it back.
    /// </summary>
    public void OnGone(MonitoredInstance instance)
    {
        while (_goneInOrder.TryPeek(out var first) && context.Now - first.At > context.Options.FlapWindow.TotalMilliseconds)
            if (_goneInOrder.Dequeue() is var (key, at) && _gone.GetValueOrDefault(key)?.At == at)
                _gone.Remove(key);
        if (instance.Flaps is not { } flaps)
            return;
        _gone[instance.Key] = new GoneInstance(flaps, instance.State == LivenessState.Suppressed, context.Now);
        _goneInOrder.Enqueue((instance.Key, context.Now));
    }

    /// <summary>Gives an instance that is monitored again its changes back.</summary>
    /// <returns>True if it was suppressed, and still is.</returns>
    public bool OnBegun(MonitoredInstance instance)
    {
        if (!_gone.Remove(instance.Key, out var gone) || context.Now - gone.At > context.Options.FlapWindow.TotalMilliseconds)
            return false;
        instance.Flaps = gone.Flaps;
        gone.Flaps.WellSince = null;
        return gone.WasSuppressed;
    }

    /// <summary>Counts that an instance failed.</summary>
    /// <returns>Whether it is failing now, or suppressed.</returns>
    public LivenessEvent OnFailed(MonitoredInstance instance)
    {
        var flaps = instance.Flaps ??= new FlapState();
        var recent = flaps.Count(context.Now, isDown: true, context.Options.FlapWindow);
        if (context.Options.FlapChanges == 0 || recent < context.Options.FlapChanges)
            return LivenessEvent.Decided;
        flaps.SuppressedAt = context.Now;
        context.Host.Log(
            LogSeverity.Warning, "{Instance} changes too often and is suppressed: {Changes} times", instance.Key, flaps.Changes);
        return LivenessEvent.DecidedFlapping;
    }

    /// <summary>Counts that an instance is well again, if it was down.</summary>
    public void OnRisen(MonitoredInstance instance)
    {
        if (instance.Flaps is not { IsDown: true } flaps)
            return;
        if (instance.State == LivenessState.Suppressed)
            flaps.Clear();
        flaps.Count(context.Now, isDown: false, context.Options.FlapWindow);
    }

    /// <summary>A suppressed instance is well.</summary>
    /// <returns>True once it has been well for long enough.</returns>
    public bool OnWell(MonitoredInstance suppressed)
    {
        var since = suppressed.Flaps!.WellSince ??= context.Now;
        return context.Now - since >= Quiet;
    }

    /// <summary>An instance is not well: if it is suppressed, its time begins anew.</summary>
    public static void OnUnwell(MonitoredInstance instance)
    {
        if (instance.Flaps is { } flaps)
            flaps.WellSince = null;
    }

    /// <summary>When the suppression of an instance may end; <see cref="MonitoredInstance.Never"/> if it is not well.</summary>
    public long NextOf(MonitoredInstance instance) =>
        instance is { State: LivenessState.Suppressed, Flaps.WellSince: { } since } ? since + (long)Quiet : MonitoredInstance.Never;

    private sealed record GoneInstance(FlapState Flaps, bool WasSuppressed, long At);
}
