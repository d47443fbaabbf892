namespace MicroReg.Domain.Health;

/// <summary>
/// The gauges of self-preservation: one for all instances that this node monitors, and one for each service. Not thread-safe.
/// </summary>
/// <param name="options">The settings.</param>
internal sealed class SelfPreservationGauges(HealthOptions options)
{
    private readonly SelfPreservationGauge _node = new("", options.SelfPreservationMinimum);
    private readonly Dictionary<string, SelfPreservationGauge> _services = new(StringComparer.Ordinal);

    /// <summary>How many instances with a lease or a check there are.</summary>
    public int Monitored => _node.Monitored;

    /// <summary>Those for which self-preservation is active.</summary>
    public IEnumerable<SelfPreservationGauge> Active =>
        _services.Values.Append(_node).Where(gauge => gauge.ActiveSince is not null);

    /// <summary>The gauges that count an instance.</summary>
    public IEnumerable<SelfPreservationGauge> Of(MonitoredInstance instance) => [_node, _services[instance.Key.Name]];

    /// <summary>True if self-preservation is active for an instance.</summary>
    public bool IsActiveFor(MonitoredInstance instance) =>
        _node.ActiveSince is not null || _services[instance.Key.Name].ActiveSince is not null;

    /// <summary>Begins to count an instance.</summary>
    public void Enter(MonitoredInstance instance)
    {
        if (!_services.TryGetValue(instance.Key.Name, out var service))
            _services[instance.Key.Name] = service =
                new SelfPreservationGauge(instance.Key.Name, options.SelfPreservationMinimumOfService);
        _node.Enter(instance);
        service.Enter(instance);
    }

    /// <summary>Counts it no longer.</summary>
    public void Leave(MonitoredInstance instance)
    {
        var service = _services[instance.Key.Name];
        _node.Leave(instance);
        service.Leave(instance);
        if (service.Members == 0)
            _services.Remove(instance.Key.Name);
    }

    /// <summary>An instance became failing, or is no longer.</summary>
    /// <param name="instance">An instance with a lease or a check.</param>
    /// <param name="change">1 or -1.</param>
    public void CountFailing(MonitoredInstance instance, int change)
    {
        _node.Failing += change;
        _services[instance.Key.Name].Failing += change;
    }

    /// <summary>Counts an instance as found dead.</summary>
    public void AddFound(MonitoredInstance instance)
    {
        _node.Add(instance);
        _services[instance.Key.Name].Add(instance);
    }

    /// <summary>
    /// When the first of many leases ends, most of the others are about to end. So an instance counts as late after half of its ttl without
    /// a heartbeat; otherwise self-preservation would start after half of them were already published as failing. Half of the ttl separates
    /// the two groups: live instances are heard every third of it, and the last heartbeats of those that died together are spread over a
    /// third. That leaves each group a sixth for delays. Instances that other nodes are being asked about count, too: on a slow network
    /// they are most of those that died with the first. Instances heard of only by asking do not count: their heartbeats go to a node that
    /// does not reach this one, so silence is normal for them.
    /// </summary>
    public void CountLate(IEnumerable<MonitoredInstance> monitored, long now)
    {
        _node.Late = 0;
        foreach (var gauge in _services.Values)
            gauge.Late = 0;
        foreach (var instance in monitored)
        {
            if (!(instance.State.IsInQuestion() || Evidence.IsLate(instance, now)) || instance.Heartbeat?.WasAskedFor == true)
                continue;
            _node.CountLate(instance);
            _services[instance.Key.Name].CountLate(instance);
        }
    }
}
