using System.Collections.Immutable;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Health;

/// <summary>
/// Decides whether the instances that this node owns are alive. It is told of time, of changes of records and nodes, of signs of
/// life and of what probes found, and has findings written.
/// <code>
/// sign of life ── ttl ──┬─ slack ─┬─ the others are asked ─┬─ too many at once? ─┬─ failing ── deregister_after ── removed
///                       │         │  "did you hear of it?" │  then held          │
///                     the lease ends                    at most 0.4 s
/// </code>
/// Nothing is written while all is well. Times are milliseconds of the node's uptime. Not thread-safe.
/// </summary>
public sealed partial class HealthKeeper
{
    /// <summary>Milliseconds between two ticks.</summary>
    public const int Tick = 100;

    /// <summary>A tick that is so late says that the node was stopped or starved.</summary>
    public const int PauseAfter = 1000;

    private readonly RegistryDatabase _database;
    private readonly HeartbeatTable _heartbeats;
    private readonly HealthOptions _options;
    private readonly string _self;
    private readonly IHealthHost _host;
    private readonly Random _random;
    private readonly Dictionary<InstanceKey, MonitoredInstance> _monitored = [];
    private readonly TimingWheel<MonitoredInstance> _wheel = new(Tick, 4096);
    private readonly ProbeQueue _probes;
    private Rendezvous? _owners;
    private ImmutableArray<string> _reachable = [];
    private ImmutableArray<string> _unreached = [];
    private bool _reachesMajority;
    private bool _reachesHalf;
    private int _counted;
    private long _now;
    private long _pausedUntil = long.MinValue;

    /// <summary>Begins with the records that there are, all of them as good as new.</summary>
    /// <param name="database">The records.</param>
    /// <param name="heartbeats">The signs of life.</param>
    /// <param name="options">How careful to be.</param>
    /// <param name="self">The lasting id of this node.</param>
    /// <param name="host">Carries out what is decided.</param>
    /// <param name="random">Spreads probes.</param>
    /// <param name="now">The uptime.</param>
    public HealthKeeper(RegistryDatabase database, HeartbeatTable heartbeats, HealthOptions options, string self, IHealthHost host, Random random, long now)
    {
        (_database, _heartbeats, _options, _self, _host, _random, _now) = (database, heartbeats, options, self, host, random, now);
        _probes = new ProbeQueue(options.MaxProbes, Begin);
        _node = new SelfPreservationGauge("", options.SelfPreservationMinimum);
        _counts = new HealthCounts();
    }

    /// <summary>Time passes, and other nodes come and go.</summary>
    /// <param name="now">The uptime.</param>
    /// <param name="nodes">Which nodes are there.</param>
    public void OnTick(long now, ReplicaStatus nodes)
    {
        Advance(now);
        FollowNodes(nodes);
        while (_heartbeats.TryAwaited(out var key))
            if (_monitored.GetValueOrDefault(key) is { } awaited)
                Judge(awaited);
        _wheel.Advance(now, Judge);
        EndQuestions();
        Settle();
        SendQuestions();
        ForwardHeartbeats();
    }

    /// <summary>The record of an instance was written, here or at another node.</summary>
    public void OnChanged(InstanceKey key)
    {
        var record = _database.Records.Get(key);
        if (record is not { IsLiving: true })
        {
            CountRemoval(key);
            StopMonitoring(key);
            _heartbeats.Remove(key);
        }
        else if (_owners?.OwnerOf(key) != _self || !NeedsMonitoring(record))
        {
            StopMonitoring(key);
        }
        else
        {
            Monitor(record);
        }
    }

    /// <summary>An operator wants everything that is held let go.</summary>
    public void Release()
    {
        _releasedUntil = _now + ReleaseFor;
        EndAllSelfPreservation("an operator released it");
        Settle();
    }

    /// <summary>Before anything else is done at a time: it may be the first after a pause.</summary>
    private void Advance(long now)
    {
        var late = now - _now - Tick;
        _now = Math.Max(_now, now);
        if (late > PauseAfter)
            OnPause(late);
    }

    private void FollowNodes(ReplicaStatus nodes)
    {
        _reachable = [.. nodes.Peers.Where(peer => peer.IsReachable).Select(peer => peer.NodeId)];
        _unreached = [.. nodes.Known.Counted.Select(node => node.NodeId).Where(node => node != _self && !_reachable.Contains(node))];
        var reached = _reachesMajority;
        _counted = nodes.Known.Counted.Length;
        (_reachesMajority, _reachesHalf) = (OwnerNodes.ReachesMajority(nodes), OwnerNodes.ReachesHalf(nodes));
        if (_reachesMajority && !reached)
        {
            // A start is no return.
            (_isReturning, _returnedAt) = (_hasReachedMajority, _now);
            _hasReachedMajority = true;
            ForgiveAll();
        }

        _isReturning &= 1 + _reachable.Length < _counted && _now - _returnedAt < ReturnsWithin;
        var owners = nodes.Readiness.IsReady ? OwnerNodes.Of(nodes, _self) : [];
        if (_owners?.IsAmong(owners) != true)
            Rebalance(new Rendezvous(owners));
    }

    /// <summary>What this node owns from now on begins with a whole lease, what it owned before goes on as it is.</summary>
    private void Rebalance(Rendezvous owners)
    {
        _owners = owners;
        _heartbeats.Rebalance(owners);
        var before = _monitored.Count;
        foreach (var record in _database.View.AllInstances())
            OnChanged(record.Key);
        _host.Log(LogSeverity.Debug, "This node watches {Count} instances, before {Before}", _monitored.Count, before);
    }

    /// <summary>Whoever was stopped cannot tell who else was silent: every lease begins anew, and what a probe missed meanwhile does not count.</summary>
    private void OnPause(long late)
    {
        _counts.Pauses++;
        _pausedUntil = _now;
        BeginAllLeases();
        _host.Log(LogSeverity.Warning, "This node was stopped or starved for {Late} ms: the leases of {Count} instances are extended", late, _monitored.Count);
    }

    private void BeginAllLeases()
    {
        foreach (var instance in _monitored.Values)
        {
            instance.LeaseStart = _now;
            if (instance.Suspicion == Suspicion.Asking)
                instance.Suspicion = Suspicion.None;
            Schedule(instance);
        }

        _questions.Clear();
        _toAsk.Clear();
        _foundDead.Clear();
    }

    private void ForwardHeartbeats()
    {
        if (!_heartbeats.TryForward(out var heartbeat))
            return;
        var byOwner = new Dictionary<string, List<HeartbeatAge>>(StringComparer.Ordinal);
        do
        {
            if (_owners is null || heartbeat.OwnerAmong(_owners) is not { } owner || owner == _self || heartbeat.At == Heartbeat.Never)
                continue;
            if (!byOwner.TryGetValue(owner, out var heartbeats))
                byOwner[owner] = heartbeats = [];
            heartbeats.Add(new HeartbeatAge(heartbeat.Key, Math.Max(0, _now - heartbeat.At)));
        }
        while (_heartbeats.TryForward(out heartbeat));

        foreach (var (owner, heartbeats) in byOwner)
        {
            _counts.Forwarded += heartbeats.Count;
            foreach (var frame in HealthFrames.Of(heartbeats, heartbeat => heartbeat.Key))
                _host.Send(owner, new HeartbeatsForwarded(_self, frame));
        }
    }
}
