using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Weighs how many of some instances were found dead at once, and remembers whether they are held for that. Not thread-safe.</summary>
/// <param name="scope">The service; "" for all instances of the node.</param>
/// <param name="least">Fewer are never held.</param>
internal sealed class HoldGauge(string scope, int least)
{
    private HashSet<WatchedInstance>? _found;

    // Most services never have any.
    private HashSet<WatchedInstance> Recent => _found ??= [];

    public string Scope => scope;

    /// <summary>All instances.</summary>
    public int Members { get; set; }

    /// <summary>Instances that leases or probes say something of.</summary>
    public int Watched { get; set; }

    /// <summary>Those that are failing.</summary>
    public int Failing { get; set; }

    /// <summary>Those that are about to be found dead, and are not yet.</summary>
    public int Late { get; set; }

    /// <summary>Since when they are held; null while they are not.</summary>
    public long? HeldSince { get; private set; }

    /// <summary>The share that was found dead at once when the hold began, or later if that was more.</summary>
    public double Share { get; private set; }

    /// <summary>Those that are held.</summary>
    public IEnumerable<WatchedInstance> Held => HeldSince is null ? [] : Recent.Where(instance => instance.Doubt == Doubt.Held);

    public void Add(WatchedInstance found) => Recent.Add(found);

    /// <returns>True for one that is being asked about and has been found dead: it is not late any more.</returns>
    public bool HasFound(WatchedInstance instance) => instance.Doubt == Doubt.Asking && _found?.Contains(instance) == true;

    public void Remove(WatchedInstance gone) => _found?.Remove(gone);

    /// <summary>Looks at what was found dead within the window.</summary>
    /// <returns>True if it is so much that a hold should begin, or go on.</returns>
    public bool Weigh(long now, HealthOptions options)
    {
        Recent.RemoveWhere(instance => !Counts(instance, now, options));
        var before = Failing - Recent.Count(instance => instance.Verdict == InstanceHealth.Failing);
        var share = (double)(Recent.Count + Late) / Math.Max(1, Watched - before);
        if (HeldSince is not null)
        {
            Share = Math.Max(Share, share);
            return share >= options.HoldShare / 2 && Held.Any();
        }

        if (Recent.Count + Late < least || share < options.HoldShare)
            return false;
        Share = share;
        return true;
    }

    public void Begin(long now) => HeldSince ??= now;

    public void End() => (HeldSince, Share) = (null, 0);

    /// <summary>Of what is held and what is about to be decided all counts, of what is failing only the recent.</summary>
    private static bool Counts(WatchedInstance instance, long now, HealthOptions options) => instance.IsWatched && (
        instance.Doubt is Doubt.Asking or Doubt.Held
        || (instance.Verdict == InstanceHealth.Failing && now - instance.FoundDeadAt <= options.HoldWindow.TotalMilliseconds));
}
