using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// Measures which share of the instances of a service or of the node fails at once, and knows whether self-preservation is active for
/// them. Not thread-safe.
/// </summary>
/// <param name="scope">The service; "" for all instances of the node.</param>
/// <param name="least">Fewer failures never start self-preservation.</param>
internal sealed class SelfPreservationGauge(string scope, int least)
{
    private HashSet<MonitoredInstance>? _found;

    // Allocated on first use: most services never have any.
    private HashSet<MonitoredInstance> Recent => _found ??= [];

    public string Scope => scope;

    /// <summary>All instances.</summary>
    public int Members { get; set; }

    /// <summary>Instances with a lease or a check.</summary>
    public int Monitored { get; set; }

    /// <summary>Instances that are failing.</summary>
    public int Failing { get; set; }

    /// <summary>Instances that are about to be found dead.</summary>
    public int Late { get; set; }

    /// <summary>Since when self-preservation is active; null while it is not.</summary>
    public long? ActiveSince { get; private set; }

    /// <summary>The greatest share that was found dead at once since self-preservation started.</summary>
    public double Share { get; private set; }

    /// <summary>The instances that are preserved.</summary>
    public IEnumerable<MonitoredInstance> Preserved =>
        ActiveSince is null ? [] : Recent.Where(instance => instance.Suspicion == Suspicion.Preserved);

    public void Add(MonitoredInstance found) => Recent.Add(found);

    /// <returns>True for an instance that is being asked about and was found dead: it no longer counts as late.</returns>
    public bool HasFound(MonitoredInstance instance) => instance.Suspicion == Suspicion.Asking && _found?.Contains(instance) == true;

    public void Remove(MonitoredInstance gone) => _found?.Remove(gone);

    /// <summary>Evaluates what was found dead within the window.</summary>
    /// <returns>True if self-preservation should start, or continue.</returns>
    public bool Weigh(long now, HealthOptions options)
    {
        Recent.RemoveWhere(instance => !Counts(instance, now, options));
        var before = Failing - Recent.Count(instance => instance.Verdict == InstanceHealth.Failing);
        var share = (double)(Recent.Count + Late) / Math.Max(1, Monitored - before);
        if (ActiveSince is not null)
        {
            Share = Math.Max(Share, share);
            return share >= options.SelfPreservationShare / 2 && Preserved.Any();
        }

        if (Recent.Count + Late < least || share < options.SelfPreservationShare)
            return false;
        Share = share;
        return true;
    }

    public void Begin(long now) => ActiveSince ??= now;

    public void End() => (ActiveSince, Share) = (null, 0);

    /// <summary>All preserved and all suspected instances count. Of the failing ones only the recent count.</summary>
    private static bool Counts(MonitoredInstance instance, long now, HealthOptions options) => instance.IsMonitored && (
        instance.Suspicion is Suspicion.Asking or Suspicion.Preserved
        || (instance.Verdict == InstanceHealth.Failing && now - instance.FoundDeadAt <= options.SelfPreservationWindow.TotalMilliseconds));
}
