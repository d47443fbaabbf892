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
    public int Members { get; private set; }

    /// <summary>Instances with a lease or a check.</summary>
    public int Monitored { get; private set; }

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
        ActiveSince is null ? [] : Recent.Where(instance => instance.State == LivenessState.Preserved);

    /// <summary>Begins to count an instance.</summary>
    public void Enter(MonitoredInstance instance)
    {
        Members++;
        Monitored += instance.IsJudged ? 1 : 0;
        Failing += instance.IsJudged && instance.State.IsFailing() ? 1 : 0;
    }

    /// <summary>Counts it no longer.</summary>
    public void Leave(MonitoredInstance instance)
    {
        Members--;
        Monitored -= instance.IsJudged ? 1 : 0;
        Failing -= instance.IsJudged && instance.State.IsFailing() ? 1 : 0;
        _found?.Remove(instance);
    }

    /// <summary>Counts an instance as found dead.</summary>
    public void Add(MonitoredInstance found) => Recent.Add(found);

    /// <summary>Counts an instance as late, unless it was found dead and counts already.</summary>
    public void CountLate(MonitoredInstance instance) =>
        Late += instance.State.IsInQuestion() && _found?.Contains(instance) == true ? 0 : 1;

    /// <summary>Evaluates what was found dead within the window.</summary>
    /// <returns>True if self-preservation should start, or continue.</returns>
    public bool Weigh(long now, HealthOptions options)
    {
        Recent.RemoveWhere(instance => !Counts(instance, now, options));
        var before = Failing - Recent.Count(instance => instance.State.IsFailing());
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
        instance.State.IsInQuestion() || instance.State == LivenessState.Preserved
        || (instance.State.IsFailing() && now - instance.FoundDeadAt <= options.SelfPreservationWindow.TotalMilliseconds));
}
