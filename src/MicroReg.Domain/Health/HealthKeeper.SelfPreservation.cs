using System.Globalization;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Health;

// Self-protection: what is not believed although it was found, and until when.
public sealed partial class HealthKeeper
{
    /// <summary>For so long after a release nothing is held: what the operator knows to be dead would be held again.</summary>
    private const long ReleaseFor = 300_000;

    /// <summary>Holds are weighed once a second: it takes a look at all that is held.</summary>
    private const int WeighEvery = 1000;

    /// <summary>
    /// Whoever reaches most nodes again may reach the others for so long later still. These take signs of life that they tell nobody: they do
    /// not know yet that this node is back, and it cannot ask them.
    /// </summary>
    private const int ReturnsWithin = 10_000;

    /// <summary>So long after that the others are asked again, by which time all may be reached.</summary>
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

    private IEnumerable<SelfPreservationGauge> ActiveGauges => _services.Values.Where(gauge => gauge.ActiveSince is not null).Append(_node).Where(gauge => gauge.ActiveSince is not null);

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

    /// <summary>Nobody contradicts. What is made of it is decided at the end of the tick, with all the others.</summary>
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
        _host.Log(LogSeverity.Warning, "Expiry is held: {Reason}", Reason(gauge));
    }

    /// <summary>
    /// When the first of many leases ends, most of the others are about to: whoever has not been heard for half of its ttl counts as found
    /// dead, or the hold would come when half of them have been told. Half lies between those that live, which are heard every third, and
    /// those that died together, whose last beats are spread over a third; it leaves each a sixth for beats that come late. So counts, too,
    /// whoever the other nodes are being asked about: on a slow network these are most of those that died with the first. Whoever is heard of
    /// only by asking does not: it beats at a node that does not reach this one, and is silent here at the best of times.
    /// </summary>
    private void CountLate()
    {
        foreach (var gauge in _services.Values.Append(_node))
            gauge.Late = 0;
        foreach (var instance in _monitored.Values.Where(instance => (instance.Suspicion == Suspicion.Asking || IsLate(instance)) && instance.Heartbeat?.WasAskedFor != true))
            foreach (var gauge in Gauges(instance))
                gauge.Late += gauge.HasFound(instance) ? 0 : 1;
    }

    private bool IsLate(MonitoredInstance instance) =>
        instance is { Ttl: > 0, Suspicion: Suspicion.None } && instance.Verdict != InstanceHealth.Failing && _now > instance.LeaseEnd - (instance.Ttl / 2);

    private void EndSelfPreservation()
    {
        if (ActiveGauges.Any())
            CountLate();
        foreach (var gauge in ActiveGauges.ToArray())
        {
            if (!gauge.Weigh(_now, _options))
                End(gauge, "most are well again");
            else if (_now - gauge.ActiveSince >= _options.SelfPreservationMaximum.TotalMilliseconds)
                End(gauge, "it has been held for as long as it may be");
        }
    }

    private void End(SelfPreservationGauge gauge, string why)
    {
        var preserved = gauge.Preserved.ToArray();
        gauge.End();
        _host.Log(LogSeverity.Warning, "Expiry {Scope} is not held any more, because {Why}; {Count} instances were held", ScopeOf(gauge), why, preserved.Length);
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
    /// A node that reaches only a minority does not hear what the others take, and they may find well what it finds dead: it calls
    /// nobody dead. One that reaches just half (of a pair whose other node is dead, say) goes by its own probes, and by leases that were
    /// kept alive through itself, as long as other callers reach it, or through a node that it reaches.
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
        return heartbeat.At == Heartbeat.Never || (heartbeat.Via is { } via ? !_reachable.Contains(via) : _heartbeats.TakenAt <= instance.LeaseEnd);
    }

    /// <summary>Its lease is out, and that alone speaks against it.</summary>
    private bool IsSilent(MonitoredInstance instance) => IsLeaseOut(instance) && !(instance.Check is not null && instance.Probes.IsGood == false);

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

    /// <summary>From now on the node hears of every sign of life again.</summary>
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
        $"{gauge.Share:P0} of the {gauge.Monitored} instances that are watched {ScopeOf(gauge)} failed at once, which says more about the watcher or the way to them");
}
