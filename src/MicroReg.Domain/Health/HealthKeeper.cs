using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// Decides whether the instances that this node owns are alive. Its inputs are time, changes of records and nodes, heartbeats and the
/// outcomes of probes. Its outputs are verdicts to write, probes to make and messages to send.
/// <code>
/// heartbeat ── ttl ──┬─ slack ─┬─ other nodes are asked ─┬─ too many at once?     ─┬─ failing ── deregister_after ── removed
///                    │         │  "did you hear of it?"  │  then self-preservation │
///                  lease ends                     at most 0.4 s
/// </code>
/// It writes nothing while all instances are well. Times are milliseconds of the node's uptime. Not thread-safe.
/// </summary>
internal sealed partial class HealthKeeper
{
    /// <summary>Milliseconds between two ticks.</summary>
    public const int Tick = 100;

    /// <summary>A tick that is this many milliseconds late means that the node was stopped or starved.</summary>
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

    /// <summary>Starts with the current records. Every lease starts now.</summary>
    /// <param name="database">The records.</param>
    /// <param name="heartbeats">The heartbeats.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="self">The lasting id of this node.</param>
    /// <param name="host">Carries out what is decided.</param>
    /// <param name="random">Spreads the probes.</param>
    /// <param name="now">The uptime in milliseconds.</param>
    public HealthKeeper(
        RegistryDatabase database, HeartbeatTable heartbeats, HealthOptions options, string self, IHealthHost host, Random random, long now)
    {
        (_database, _heartbeats, _options, _self, _host, _random, _now) = (database, heartbeats, options, self, host, random, now);
        _probes = new ProbeQueue(options.MaxProbes, Begin);
        _node = new SelfPreservationGauge("", options.SelfPreservationMinimum);
        _counts = new HealthCounts();
    }

    /// <summary>Handles a tick: time passes, and other nodes come and go.</summary>
    /// <param name="now">The uptime in milliseconds.</param>
    /// <param name="nodes">The nodes, as replication sees them.</param>
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

    /// <summary>Handles a write of the record of an instance, here or at another node.</summary>
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

    /// <summary>So many records were written that nobody counted them: any may have changed.</summary>
    public void OnManyChanged()
    {
        foreach (var key in _monitored.Keys.Union(_heartbeats.Keys).ToArray())
            OnChanged(key);
        foreach (var record in _database.View.AllInstances())
            OnChanged(record.Key);
    }

    /// <summary>Ends all self-preservation on behalf of an operator.</summary>
    public void Release()
    {
        _releasedUntil = _now + ReleaseFor;
        EndAllSelfPreservation("an operator released it");
        Settle();
    }

    /// <summary>Moves the time forward. Called first by every input, because it may be the first one after a pause.</summary>
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
            // The first majority after a start is not a return.
            (_isReturning, _returnedAt) = (_hasReachedMajority, _now);
            _hasReachedMajority = true;
            ForgiveAll();
        }

        _isReturning &= 1 + _reachable.Length < _counted && _now - _returnedAt < ReturnsWithin;
        var owners = nodes.Readiness.IsReady ? OwnerNodes.Of(nodes, _self) : [];
        if (_owners?.IsAmong(owners) != true)
            Rebalance(new Rendezvous(owners));
    }

    /// <summary>
    /// Instances that this node now owns for the first time start with a full lease; those it owned before go on as they are.
    /// </summary>
    private void Rebalance(Rendezvous owners)
    {
        _owners = owners;
        _heartbeats.Rebalance(owners);
        var before = _monitored.Count;
        foreach (var record in _database.View.AllInstances())
            OnChanged(record.Key);
        _host.Log(LogSeverity.Debug, "This node monitors {Count} instances, before {Before}", _monitored.Count, before);
    }

    /// <summary>
    /// A node that was stopped cannot tell which instances were silent. Every lease starts again, and a probe that failed meanwhile does
    /// not count.
    /// </summary>
    private void OnPause(long late)
    {
        _counts.Pauses++;
        _pausedUntil = _now;
        BeginAllLeases();
        _host.Log(LogSeverity.Warning, "This node was stopped or starved for {Late} ms: the leases of {Count} instances are extended", late,
            _monitored.Count);
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
