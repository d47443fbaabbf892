using System.Globalization;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

// Self-preservation: which findings are not believed, and until when.
internal sealed partial class HealthKeeper
{
    /// <summary>
    /// The milliseconds after a release without self-preservation: it would preserve again what the operator knows to be dead.
    /// </summary>
    private const long ReleaseFor = 300_000;

    /// <summary>The milliseconds between two evaluations of active self-preservation: each looks at all preserved instances.</summary>
    private const int WeighEvery = 1000;

    /// <summary>
    /// The milliseconds that the remaining nodes may take to become reachable after a majority is. They take heartbeats that nobody
    /// hears of: they do not know yet that this node is back, and it cannot ask them.
    /// </summary>
    private const int ReturnsWithin = 10_000;

    /// <summary>The milliseconds until the others are asked again, by which time all may be reachable.</summary>
    private const int AskAgainAfter = 1000;

    private readonly SelfPreservationGauge _node;
    private readonly Dictionary<string, SelfPreservationGauge> _services = new(StringComparer.Ordinal);
    private readonly List<MonitoredInstance> _foundDead = [];
    private readonly HashSet<MonitoredInstance> _cutOff = [];
    private long? _cutOffSince;
    private long _returnedAt;
    private bool _hasReachedMajority;
    private bool _isReturning;
    private long _releasedUntil = long.MinValue;
    private long _weighedAt;

    private IEnumerable<SelfPreservationGauge> Gauges(MonitoredInstance instance) => [_node, _services[instance.Key.Name]];

    private IEnumerable<SelfPreservationGauge> ActiveGauges =>
        _services.Values.Where(gauge => gauge.ActiveSince is not null).Append(_node).Where(gauge => gauge.ActiveSince is not null);

    private void Enter(MonitoredInstance instance)
    {
        if (!_services.ContainsKey(instance.Key.Name))
            _services[instance.Key.Name] = new SelfPreservationGauge(instance.Key.Name, _options.SelfPreservationMinimumOfService);
        foreach (var gauge in Gauges(instance))
        {
            gauge.Members++;
            gauge.Monitored += instance.IsJudged ? 1 : 0;
        }
    }

    private void Leave(MonitoredInstance instance)
    {
        SetVerdict(instance, InstanceHealth.Unknown);
        _cutOff.Remove(instance);
        foreach (var gauge in Gauges(instance))
        {
            gauge.Remove(instance);
            gauge.Members--;
            gauge.Monitored -= instance.IsJudged ? 1 : 0;
        }

        if (_services[instance.Key.Name] is { Members: 0 })
            _services.Remove(instance.Key.Name);
    }

    private void Count(MonitoredInstance instance, InstanceHealth next)
    {
        var change = (next == InstanceHealth.Failing ? 1 : 0) - (instance.Verdict == InstanceHealth.Failing ? 1 : 0);
        if (change != 0 && instance.IsJudged)
            foreach (var gauge in Gauges(instance))
                gauge.Failing += change;
    }

    /// <summary>No node contradicts. The verdict is made at the end of the tick, together with all the others.</summary>
    private void OnFoundDead(MonitoredInstance instance)
    {
        instance.FoundDeadAt = _now;
        _foundDead.Add(instance);
        foreach (var gauge in Gauges(instance))
            gauge.Add(instance);
    }

    private void Settle()
    {
        if (_foundDead.Count > 0)
        {
            var found = _foundDead.Where(instance => instance is { IsMonitored: true, Suspicion: Suspicion.Asking }).ToArray();
            _foundDead.Clear();
            CountLate();
            if (_now >= _releasedUntil)
                foreach (var gauge in found.SelectMany(Gauges).Distinct().Where(gauge => gauge.ActiveSince is null))
                    BeginIfDue(gauge);
            foreach (var instance in found)
                Settle(instance);
        }

        if (_now - _weighedAt < WeighEvery)
            return;
        _weighedAt = _now;
        EndSelfPreservation();
        LookAtCutOff();
    }

    private void Settle(MonitoredInstance instance)
    {
        instance.Suspicion = Suspicion.None;
        if (Findings(instance) != InstanceHealth.Failing)
        {
            Judge(instance);
        }
        else if (_now >= _releasedUntil && _isReturning && IsSilent(instance))
        {
            instance.LeaseStart = _now - instance.Ttl + AskAgainAfter;
            Schedule(instance);
        }
        else if (_now >= _releasedUntil && IsCutOff(instance))
        {
            instance.Suspicion = Suspicion.CutOff;
            _cutOffSince ??= _now;
            _cutOff.Add(instance);
        }
        else if (Gauges(instance).Any(gauge => gauge.ActiveSince is not null))
        {
            instance.Suspicion = Suspicion.Preserved;
        }
        else
        {
            Fail(instance);
        }
    }

    private void BeginIfDue(SelfPreservationGauge gauge)
    {
        if (!gauge.Weigh(_now, _options))
            return;
        gauge.Begin(_now);
        _host.Log(LogSeverity.Warning, "Self-preservation starts, expiry is suspended: {Reason}", Reason(gauge));
    }

    /// <summary>
    /// When the first of many leases ends, most of the others are about to end. So an instance counts as late after half of its ttl without
    /// a heartbeat; otherwise self-preservation would start after half of them were already published as failing. Half of the ttl separates
    /// the two groups: live instances are heard every third of it, and the last heartbeats of those that died together are spread over a
    /// third. That leaves each group a sixth for delays. Instances that other nodes are being asked about count, too: on a slow network
    /// they are most of those that died with the first. Instances heard of only by asking do not count: their heartbeats go to a node that
    /// does not reach this one, so silence is normal for them.
    /// </summary>
    private void CountLate()
    {
        foreach (var gauge in _services.Values.Append(_node))
            gauge.Late = 0;
        foreach (var instance in _monitored.Values.Where(
            instance => (instance.Suspicion == Suspicion.Asking || IsLate(instance)) && instance.Heartbeat?.WasAskedFor != true))
            foreach (var gauge in Gauges(instance))
                gauge.Late += gauge.HasFound(instance) ? 0 : 1;
    }

    private bool IsLate(MonitoredInstance instance) =>
        instance is { Ttl: > 0, Suspicion: Suspicion.None } && instance.Verdict != InstanceHealth.Failing
            && _now > instance.LeaseEnd - (instance.Ttl / 2);

    private void EndSelfPreservation()
    {
        if (ActiveGauges.Any())
            CountLate();
        foreach (var gauge in ActiveGauges.ToArray())
        {
            if (!gauge.Weigh(_now, _options))
                End(gauge, "most are well again");
            else if (_now - gauge.ActiveSince >= _options.SelfPreservationMaximum.TotalMilliseconds)
                End(gauge, "it has lasted for its maximum time");
        }
    }

    private void End(SelfPreservationGauge gauge, string why)
    {
        var preserved = gauge.Preserved.ToArray();
        gauge.End();
        _host.Log(LogSeverity.Warning, "Self-preservation {Scope} ends, because {Why}; it preserved {Count} instances", ScopeOf(gauge), why,
            preserved.Length);
        foreach (var instance in preserved.Where(instance => Gauges(instance).All(other => other.ActiveSince is null)))
            LetGo(instance);
    }

    private void EndAllSelfPreservation(string why)
    {
        foreach (var gauge in ActiveGauges.ToArray())
            End(gauge, why);
        foreach (var instance in _cutOff.ToArray())
            LetGo(instance);
        _cutOff.Clear();
        _cutOffSince = null;
    }

    private void LetGo(MonitoredInstance instance)
    {
        instance.Suspicion = Suspicion.None;
        if (Findings(instance) == InstanceHealth.Failing)
            Fail(instance);
        else
            Judge(instance);
    }

    /// <summary>
    /// A node that reaches only a minority does not hear of heartbeats at the others, so it fails no instance. A node that reaches exactly
    /// half (the survivor of a pair, for example) trusts its own probes. It also trusts a lease that was renewed through a node that it
    /// reaches, or through itself while other callers still reach it.
    /// </summary>
    private bool IsCutOff(MonitoredInstance instance)
    {
        if (_reachesMajority)
            return false;
        if (!_reachesHalf)
            return true;
        if (!IsSilent(instance))
            return false;
        var heartbeat = instance.Heartbeat!;
        return heartbeat.At == Heartbeat.Never
            || (heartbeat.Via is { } via ? !_reachable.Contains(via) : _heartbeats.TakenAt <= instance.LeaseEnd);
    }

    /// <summary>True if the only evidence against it is that its lease ended.</summary>
    private bool IsSilent(MonitoredInstance instance) =>
        IsLeaseOut(instance) && !(instance.Check is not null && instance.Probes.IsGood == false);

    private void LookAtCutOff()
    {
        if (_cutOffSince is not { } since)
            return;
        _cutOff.RemoveWhere(instance => instance.Suspicion != Suspicion.CutOff);
        foreach (var instance in _cutOff.Where(instance => !IsCutOff(instance)).ToArray())
        {
            _cutOff.Remove(instance);
            if (instance.Ttl > 0 && instance.Heartbeat!.Via is not null)
                Forgive(instance);
            else
                LetGo(instance);
        }

        _cutOffSince = _cutOff.Count == 0 ? null : since;
    }

    /// <summary>Gives all instances a new lease: from now on the node hears of every heartbeat again.</summary>
    private void ForgiveAll()
    {
        BeginAllLeases();
        foreach (var instance in _cutOff.ToArray())
            Forgive(instance);
        _cutOff.Clear();
        _cutOffSince = null;
    }

    private void Forgive(MonitoredInstance instance)
    {
        (instance.Suspicion, instance.LeaseStart) = (Suspicion.None, _now);
        Judge(instance);
    }

    private static string ScopeOf(SelfPreservationGauge gauge) => gauge.Scope.Length == 0 ? "at this node" : $"of service {gauge.Scope}";

    private static string Reason(SelfPreservationGauge gauge) => string.Create(
        CultureInfo.InvariantCulture,
        $"{gauge.Share:P0} of the {gauge.Monitored} instances that are watched {ScopeOf(gauge)} failed at once, "
            + $"which says more about the watcher or the way to them");
}
