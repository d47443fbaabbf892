using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;

namespace MicroReg.Domain.Replication;

/// <summary>Judges which phase this node is in, from whom it hears and what it remembers.</summary>
internal sealed class PhaseKeeper(ReplicaContext context, PeerTable peers, ClusterMemory memory)
{
    /// <summary>More than two rounds of Hellos: every reachable node has been heard.</summary>
    private static readonly TimeSpan FounderTimeout = TimeSpan.FromSeconds(3);

    private bool _hasChanged;
    private TimeSpan? _nobodyAheadSince;
    private TimeSpan? _onlyAwayHeardSince;

    /// <summary>The phase.</summary>
    public NodePhase Current { get; private set; }

    /// <summary>Whether this node may be asked.</summary>
    public Readiness Readiness => Current.ToReadiness();

    /// <summary>Begins the run, and enters this node into its own list.</summary>
    public void Start()
    {
        var started = !memory.WasReadyOnce ? PhaseEvent.StartedEmpty
            : memory.HasToReplace || memory.IsAbsentTooLong || memory.Own?.State == NodeState.Forgotten ? PhaseEvent.StartedTooLate
            : PhaseEvent.StartedWithRecords;
        memory.Enter();
        Fire(started);
        Judge();
    }

    /// <summary>Moves on for as long as something has happened that changes the phase.</summary>
    /// <returns>True if it has changed since the last call.</returns>
    public bool Judge()
    {
        while (Happened() is { } happened)
            Fire(happened);
        var hasChanged = _hasChanged;
        _hasChanged = false;
        return hasChanged;
    }

    /// <summary>Takes note of a node that was heard. If it is too far ahead, this one must not merge with it.</summary>
    public void OnHeard(Peer peer)
    {
        if (Current is NodePhase.Returning or NodePhase.CatchingUp or NodePhase.Ready or NodePhase.Stale
            && peer.HasRecordsToGive && memory.LagsBehind(peer))
            Fire(PhaseEvent.AbsentTooLong);
    }

    /// <summary>Takes note of an exchange: this node has everything that another node had a moment ago.</summary>
    public void OnExchange(Peer peer)
    {
        memory.OnExchange(peer);
        context.Database.Feed.Settle();
        if (Current is NodePhase.Empty or NodePhase.Joining or NodePhase.Returning or NodePhase.CatchingUp)
            Fire(PhaseEvent.CaughtUp);
    }

    /// <summary>Takes note that a complete copy has replaced the records.</summary>
    public void OnReplaced()
    {
        if (Current is NodePhase.MustReplace or NodePhase.Outdated)
            Fire(PhaseEvent.Replaced);
    }

    /// <summary>Takes note that the other nodes have forgotten this one.</summary>
    public void OnForgotten()
    {
        if (Current.IsLeaving() || Current == NodePhase.Duplicate)
            return;
        memory.MustReplace();
        memory.SetState(context.Self.NodeId, NodeState.Joining);
        context.Host.Log(
            LogSeverity.Warning, "The other nodes have forgotten this one; it takes a complete copy before it counts again");
        if (Current is NodePhase.Returning or NodePhase.CatchingUp or NodePhase.Ready or NodePhase.Stale)
            Fire(PhaseEvent.Forgotten);
    }

    /// <summary>Takes note of a living node that has the same id, and is the original.</summary>
    public void OnOriginal(string address)
    {
        if (Current.IsLeaving() || Current == NodePhase.Duplicate)
            return;
        context.Host.Log(
            LogSeverity.Warning, "The node at {Address} has the same id as this one, which runs on a copy of its data directory", address);
        Fire(PhaseEvent.OriginalHeard);
    }

    /// <summary>Takes note that this node stops.</summary>
    public void OnLeave()
    {
        if (Current.IsLeaving() || Current == NodePhase.Duplicate)
            return;
        memory.SetState(context.Self.NodeId, NodeState.Left);
        Fire(PhaseEvent.Left);
    }

    private void Fire(PhaseEvent happened)
    {
        var (before, after) = (Current, PhaseTable.After(Current, happened));
        (Current, _hasChanged) = (after, true);
        _nobodyAheadSince = null;
        if (!after.IsAway())
            _onlyAwayHeardSince = null;
        context.Host.Log(LogSeverity.Debug, "Phase {From} becomes {To}: {Event}", before, after, happened);
        if (after == NodePhase.MustReplace)
            memory.MustReplace();
        if (happened == PhaseEvent.AllWereAway)
        {
            memory.ExcuseAbsence();
            context.Host.Log(
                LogSeverity.Warning, "All reachable nodes were away for as long as this one; their records are merged");
        }

        if (after is NodePhase.Ready or NodePhase.Stale)
            memory.OnReady();
        var (old, now) = (before.ToReadiness(), after.ToReadiness());
        if (now != old)
            context.Host.Log(
                now.IsStale || old.IsStale ? LogSeverity.Warning : LogSeverity.Information,
                "Ready: {IsReady}, stale: {IsStale}. {Reason}",
                now.IsReady,
                now.IsStale,
                now.Reason);
    }

    private PhaseEvent? Happened()
    {
        var heard = peers.Reachable().ToList();
        return Current switch
        {
            NodePhase.Empty or NodePhase.Returning => WhileWaiting(heard),
            NodePhase.Joining when !heard.Any(IsAhead) => PhaseEvent.AheadLost,
            NodePhase.CatchingUp when memory.IsAbsentTooLong => PhaseEvent.AbsentTooLong,
            NodePhase.CatchingUp when !heard.Any(IsAhead) => PhaseEvent.AheadLost,
            NodePhase.Ready or NodePhase.Stale when memory.IsAbsentTooLong => PhaseEvent.AbsentTooLong,
            NodePhase.Ready when heard.Count == 0 && memory.OtherCounted.Any() => PhaseEvent.OthersLost,
            NodePhase.Stale when heard.Count > 0 || !memory.OtherCounted.Any() => PhaseEvent.OthersHeard,
            NodePhase.MustReplace or NodePhase.Outdated => WhileAway(heard),
            _ => null,
        };
    }

    private PhaseEvent? WhileWaiting(List<Peer> heard)
    {
        var hasData = Current.HasData();
        if (hasData && memory.IsAbsentTooLong)
            return PhaseEvent.AbsentTooLong;
        if (context.Options.IsAlone && !memory.OtherCounted.Any())
            return PhaseEvent.NobodyAhead;
        if (heard.Any(IsAhead))
            return PhaseEvent.AheadHeard;
        _nobodyAheadSince ??= context.Now;
        var patience = heard.Count > 0 ? FounderTimeout : context.Options.LonelyAfter;
        if (context.Now - _nobodyAheadSince < patience || !(hasData || context.Options.IsFirstSeed))
            return null;
        return hasData && heard.Count == 0 && memory.OtherCounted.Any() ? PhaseEvent.NobodyHeard : PhaseEvent.NobodyAhead;
    }

    /// <summary>
    /// Nodes that were away as long as all others have nobody who knows better, so they merge: provided that they are a majority, that none
    /// of them has later records, and that nobody is heard who was not away and is not ready yet.
    /// </summary>
    private PhaseEvent? WhileAway(List<Peer> heard)
    {
        var isTrustedHeard = heard.Any(memory.MayCopy);
        if (heard.Count == 0 || isTrustedHeard || heard.Any(MayKnowBetter) || !IsQuorumReached())
            _onlyAwayHeardSince = null;
        else if (context.Now - (_onlyAwayHeardSince ??= context.Now) >= FounderTimeout)
            return PhaseEvent.AllWereAway;
        if (Current == NodePhase.Outdated)
            return isTrustedHeard ? PhaseEvent.TrustedHeard : null;
        return isTrustedHeard || context.Now < context.Options.LonelyAfter ? null : PhaseEvent.TrustedLost;
    }

    private static bool MayKnowBetter(Peer peer) => peer.HasRecordsToGive && peer.Last.LastExchange > 0;

    private bool IsQuorumReached()
    {
        var counted = memory.OtherCounted.ToList();
        return 1 + counted.Count(node => peers.IsReachable(node.NodeId)) > (counted.Count + 1) / 2;
    }

    /// <summary>
    /// True if it is worth waiting for what a node has. A node that was away has nothing for one that was not: it waits for this one.
    /// </summary>
    private bool IsAhead(Peer peer) =>
        (peer.Last.IsReady || peer.Last.HasData) && !(peer.Last.IsAway && Current.HasData() && memory.IsAsFreshAs(peer));
}
