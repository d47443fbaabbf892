using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Weighs how many of some instances were found dead at once, and remembers whether they are held for that. Not thread-safe.</summary>
/// <param name="scope">The service; "" for all instances of the node.</param>
/// <param name="least">Fewer are never held.</param>
internal sealed class SelfPreservationGauge(string scope, int least)
{
    private HashSet<MonitoredInstance>? _found;

    // Most services never have any.
    private HashSet<MonitoredInstance> Recent => _found ??= [];

    public string Scope => scope;

    /// <summary>All instances.</summary>
    public int Members { get; set; }

    /// <summary>Instances that leases or probes say something of.</summary>
    public int Monitored { get; set; }

    /// <summary>Those that are failing.</summary>
    public int Failing { get; set; }

    /// <summary>Those that are about to be found dead, and are not yet.</summary>
    public int Late { get; set; }

    /// <summary>Since when they are held; null while they are not.</summary>
    public long? ActiveSince { get; private set; }

    /// <summary>The share that was found dead at once when the hold began, or later if that was more.</summary>
    public double Share { get; private set; }

    /// <summary>Those that are held.</summary>
    public IEnumerable<MonitoredInstance> Preserved => ActiveSince is null ? [] : Recent.Where(instance => instance.Suspicion == Suspicion.Preserved);

    public void Add(MonitoredInstance found) => Recent.Add(found);

    /// <returns>True for one that is being asked about and has been found dead: it is not late any more.</returns>
    public bool HasFound(MonitoredInstance instance) => instance.Suspicion == Suspicion.Asking && _found?.Contains(instance) == true;

    public void Remove(MonitoredInstance gone) => _found?.Remove(gone);

    /// <summary>Looks at what was found dead within the window.</summary>
    /// <returns>True if it is so much that a hold should begin, or go on.</returns>
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

    /// <summary>Of what is held and what is about to be decided all counts, of what is failing only the recent.</summary>
    private static bool Counts(MonitoredInstance instance, long now, HealthOptions options) => instance.IsMonitored && (
        instance.Suspicion is Suspicion.Asking or Suspicion.Preserved
        || (instance.Verdict == InstanceHealth.Failing && now - instance.FoundDeadAt <= options.SelfPreservationWindow.TotalMilliseconds));
}
