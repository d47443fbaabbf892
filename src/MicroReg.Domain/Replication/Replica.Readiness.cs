using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

// Readiness: whether this node is ready, stale or away, and which nodes it knows.
internal sealed partial class Replica
{
    /// <summary>More than two rounds of Hellos: every reachable node has been heard.</summary>
    private static readonly TimeSpan FounderTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// True if this node has the records of a node that was ready once, even if there were none. A node that is still joining has an
    /// incomplete copy, and must not present it as complete.
    /// </summary>
    private bool _hadData;

    private bool _hasCaughtUp;
    private bool _isAway;

    /// <summary>True from the moment when all reachable nodes were found to have been away, until the next exchange.</summary>
    private bool _isAbsenceExcused;

    private bool _isLeaving;
    private long _savedExchange;
    private TimeSpan? _onlyAwayHeardSince;
    private TimeSpan? _nobodyAheadSince;

    /// <summary>Whether this node may be asked.</summary>
    public Readiness Readiness { get; private set; } = new(false, false, "The node has just started.");

    /// <summary>True while this node cannot tell a record that it missed from one that was unregistered.</summary>
    public bool IsAway => _isAway;

    /// <summary>True once every reachable node has all of this run's changes on disk.</summary>
    public bool IsDrained => Reachable().All(peer => peer.Durable >= _database.Records.Sequence);

    /// <summary>
    /// A node without any exchange, and with other nodes, starts with a complete copy: no vector covers baseline changes.
    /// </summary>
    private bool NeedsCopy => !_hasCaughtUp && _facts.LastExchange == 0 && !_options.IsAlone;

    private IEnumerable<KnownNode> OtherCounted => _facts.Known.Counted.Where(node => node.NodeId != _self.NodeId);

    /// <summary>Leaves the cluster in an orderly way: quorums no longer count this node.</summary>
    public void Leave()
    {
        _isLeaving = true;
        SetState(_self.NodeId, NodeState.Left);
        SayHelloToAll();
    }

    /// <summary>Forgets a node.</summary>
    /// <returns>False if no such node is known; a fault if it cannot be forgotten.</returns>
    public Outcome<bool> Forget(string node)
    {
        var named = _facts.Known.All.Where(known => known.State != NodeState.Forgotten
            && (known.NodeId == node || known.Address == node || known.Name == node)).ToList();
        if (named.Count == 0)
            return false;
        if (named.Count > 1)
            return RegistryFault.Invalid("node", $"several nodes are called {node}; use the id or the address");
        if (named[0].NodeId == _self.NodeId)
            return new RegistryFault(FaultKind.Conflict, "This is the node itself; stop it instead, and it leaves.");
        if (IsReachable(named[0].NodeId))
            return new RegistryFault(FaultKind.Conflict, $"Node {named[0].Name} is reachable; stop it first, and it leaves by itself.");
        SetState(named[0].NodeId, NodeState.Forgotten);
        _host.Log(LogSeverity.Warning, "Node {Peer} at {Address} is forgotten", named[0].Name, named[0].Address);
        SayHelloToAll();
        return true;
    }

    private bool WasReadyOnce(ClusterFacts facts) =>
        facts.LastExchange > 0
            || (facts.Known.Find(_self.NodeId) is { } existing ? existing.State != NodeState.Joining : !_database.Records.IsEmpty);

    private void Enter()
    {
        var existing = _facts.Known.Find(_self.NodeId);
        _isAway = IsLongAgo(_facts.LastExchange) || existing?.State == NodeState.Forgotten;
        if (existing is null || existing.State is not NodeState.Counted || existing.Address != _self.Address || existing.Name != _self.Name)
            SetState(_self.NodeId, existing?.State == NodeState.Counted ? NodeState.Counted : NodeState.Joining);
        UpdateReadiness();
    }

    private bool IsLongAgo(long exchange) =>
        exchange > 0 && OtherCounted.Any() && WallClock - exchange > _options.Retention.TotalMilliseconds;

    private void LearnKnown(Hello hello)
    {
        var merged = _facts.Known.Merge(hello.Known);
        if (!ReferenceEquals(merged, _facts.Known))
            Save(_facts with { Known = merged });
        if (!_isLeaving && _facts.Known.Find(_self.NodeId) is { State: NodeState.Forgotten })
        {
            _isAway = true;
            _hasCaughtUp = false;
            SetState(_self.NodeId, NodeState.Joining);
            _host.Log(LogSeverity.Warning, "The other nodes have forgotten this one; it takes a complete copy before it counts again");
        }
    }

    /// <summary>Records an exchange: this node has everything that another node had a moment ago.</summary>
    private void OnExchange()
    {
        (_hasCaughtUp, _isAbsenceExcused) = (true, false);
        _facts = _facts with { LastExchange = WallClock };
        if (_facts.LastExchange - _savedExchange > Math.Min(30_000, _options.Retention.TotalMilliseconds / 10))
            Save(_facts);
    }

    private void UpdateReadiness()
    {
        JudgeAbsence();
        var before = Readiness;
        Readiness = JudgeReadiness();
        if (Readiness.IsReady && !_isAway)
            (_hasCaughtUp, _hadData) = (true, true);
        if (Readiness != before)
            _host.Log(
                Readiness.IsStale || before.IsStale ? LogSeverity.Warning : LogSeverity.Information,
                "Ready: {IsReady}, stale: {IsStale}. {Reason}",
                Readiness.IsReady,
                Readiness.IsStale,
                Readiness.Reason);
        if (Readiness.IsReady && !_isAway && !_isLeaving && _facts.Known.Find(_self.NodeId) is not { State: NodeState.Counted })
        {
            SetState(_self.NodeId, NodeState.Counted);
            SayHelloToAll();
        }
    }

    /// <summary>
    /// A node that was running but cut off is away, too. If all reachable nodes of a quorum were away, none of them knows better, and they
    /// merge.
    /// </summary>
    private void JudgeAbsence()
    {
        if (!_isAway && !_isAbsenceExcused && IsLongAgo(_facts.LastExchange))
            _isAway = true;
        if (!_isAway)
            return;
        var heard = Reachable().ToList();
        var counted = OtherCounted.ToList();
        var isQuorum = 1 + counted.Count(node => IsReachable(node.NodeId)) > (counted.Count + 1) / 2;
        if (heard.Count == 0 || heard.Any(IsTrustworthy) || !isQuorum)
        {
            _onlyAwayHeardSince = null;
            return;
        }

        _onlyAwayHeardSince ??= Now;
        if (Now - _onlyAwayHeardSince < FounderTimeout)
            return;
        (_isAway, _hasCaughtUp, _isAbsenceExcused) = (false, false, true);
        _host.Log(LogSeverity.Warning, "All reachable nodes were away for as long as this one; their records are merged");
    }

    private Readiness JudgeReadiness()
    {
        var heard = Reachable().ToList();
        var isReached = heard.Count > 0 || !OtherCounted.Any();
        if (_isAway)
            return new Readiness(
                _hadData && !heard.Any(IsTrustworthy) && Now >= _options.LonelyAfter,
                true,
                "This node was out of contact for longer than unregistered instances are remembered; "
                    + "it needs a complete copy from another node.");
        if (_hasCaughtUp)
            return isReached ? Readiness.Ready
                : new Readiness(true, true, "None of the other known nodes is heard; the answers are from this node's own records.");
        if (_options.IsAlone && !OtherCounted.Any())
            return Readiness.Ready;
        return JudgeBeginning(heard);
    }

    private Readiness JudgeBeginning(List<Peer> heard)
    {
        var isAhead = heard.Any(peer => peer.Last.IsReady || peer.Last.HasData);
        if (isAhead)
            _nobodyAheadSince = null;
        else
            _nobodyAheadSince ??= Now;
        var waited = _nobodyAheadSince is { } since ? Now - since : TimeSpan.Zero;
        if (isAhead)
            return new Readiness(false, false, "The node takes over what the others have.");
        if (waited >= (heard.Count > 0 ? FounderTimeout : _options.LonelyAfter) && (_hadData || _options.IsFirstSeed))
            return heard.Count > 0
                ? Readiness.Ready
                : new Readiness(true, true, "No other node has been heard since the start; the answers are from this node's own records.");
        return new Readiness(false, false, _hadData
            ? "The node waits to hear from another one."
            : "The node is empty and waits for another one that is not: "
                + "an empty registry must not tell anybody that there are no services.");
    }

    private void SetState(string nodeId, NodeState state)
    {
        var existing = _facts.Known.Find(nodeId);
        var time = HybridTime.FromWallClock(_time.GetUtcNow());
        if (existing is not null && existing.Changed.Time.Value >= time.Value)
            time = existing.Changed.Time.Next();
        var entry = nodeId == _self.NodeId
            ? new KnownNode(_self.NodeId, _self.Name, _self.Address, state, new Stamp(time, Origin))
            : existing! with { State = state, Changed = new Stamp(time, Origin) };
        Save(_facts with { Known = _facts.Known.With(entry) });
    }

    private void Save(ClusterFacts facts)
    {
        _facts = facts;
        _savedExchange = facts.LastExchange;
        _host.Ask(new SaveFacts(facts));
    }
}
