using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;

namespace MicroReg.Domain.Replication;

// Hellos: which nodes are there, how far each is, and what follows from it.
internal sealed partial class Replica
{
    private static readonly TimeSpan SkewLogInterval = TimeSpan.FromMinutes(1);

    private TimeSpan? _skewLoggedAt;

    private Hello MakeHello(bool wantsAnswer) => new(
        _self.NodeId,
        _self.Name,
        _self.Address,
        Origin,
        WallClock,
        _database.Records.Vector,
        _durable,
        Readiness.IsReady && !IsAway,
        _hadData,
        IsAway,
        _facts.Compacted,
        _facts.Known,
        _members,
        wantsAnswer);

    private void SayHelloToAll()
    {
        _helloAt = Now;
        var hello = MakeHello(wantsAnswer: false);
        foreach (var address in HelloRecipients())
            _host.Send(address, PeerAt(address) is { } peer && peer.IsReachable(Now, _options) ? hello : hello with { WantsAnswer = true });
    }

    private string[] HelloRecipients() =>
        [.. _contacts.Concat(_members)
            .Concat(_facts.Known.All.Where(node => node.State is NodeState.Counted or NodeState.Joining).Select(node => node.Address))
            .Concat(Reachable().Select(peer => peer.Address))
            .Where(address => address != _self.Address)
            .Distinct()];

    private void OnHello(Hello hello)
    {
        if (hello.NodeId == _self.NodeId)
        {
            if (hello.Address != _self.Address)
                _host.Log(LogSeverity.Warning,
                    "The node at {Address} has the same id as this one. Was its data directory copied? It is ignored", hello.Address);
            return;
        }

        if (IsOvertaken(hello))
            return;
        var peer = Hear(hello);
        LearnKnown(hello);
        if (hello.WantsAnswer)
            _host.Send(hello.Address, MakeHello(wantsAnswer: false));
        CheckClock(peer);
        FollowUp(peer);
        TryFetchFrom(peer);
        SettleWrites();
        Pump(peer);
        UpdateReadiness();
    }

    /// <summary>
    /// True for a Hello that arrived after a later one, from the same node or from another node at the same address. If a clock was set
    /// back, its Hellos are believed again once the node counts as unreachable.
    /// </summary>
    private bool IsOvertaken(Hello hello) => _peers.Values.Any(peer =>
        (peer.NodeId == hello.NodeId || peer.Address == hello.Address)
        && hello.WallClock < peer.Last.WallClock
        && peer.IsReachable(Now, _options));

    private Peer Hear(Hello hello)
    {
        ForgetPredecessors(hello);
        if (!_peers.TryGetValue(hello.NodeId, out var peer))
        {
            peer = new Peer(hello);
            _peers.Add(hello.NodeId, peer);
            _host.Log(LogSeverity.Information, "Node {Peer} at {Address} is heard", hello.Name, hello.Address);
        }
        else if (!peer.IsReachable(Now, _options))
        {
            _host.Log(LogSeverity.Information, "Node {Peer} at {Address} is heard again", hello.Name, hello.Address);
        }

        if (peer.Last.Origin != hello.Origin)
            AbandonCatchUpFrom(peer);
        peer.Hear(hello, Origin);
        peer.UpdateConfirmed(_database.Records.Sequence);
        peer.HeardAt = Now;
        peer.UnansweredSince = hello.WantsAnswer ? peer.UnansweredSince ?? Now : null;
        peer.HeardAtWallClock = _time.GetUtcNow();
        peer.CompareClocks(hello.WallClock - WallClock);
        peer.AllowGaps();
        return peer;
    }

    /// <summary>Forgets nodes that were at the address before: each has lost its disk, or will announce its new address.</summary>
    private void ForgetPredecessors(Hello hello)
    {
        foreach (var id in _peers.Where(entry => entry.Value.Address == hello.Address && entry.Key != hello.NodeId)
            .Select(entry => entry.Key).ToArray())
        {
            AbandonCatchUpFrom(_peers[id]);
            _peers.Remove(id);
        }

        foreach (var node in OtherCounted.Where(
            node => node.Address == hello.Address && node.NodeId != hello.NodeId && !IsReachable(node.NodeId)).ToArray())
        {
            SetState(node.NodeId, NodeState.Forgotten);
            _host.Log(LogSeverity.Warning, "Node {Successor} is at the address of {Peer}, which is forgotten", hello.Name, node.Name);
        }
    }

    private void CheckClock(Peer peer)
    {
        if (Math.Abs(peer.ClockAhead) < ClockSkew.Noteworthy || Now - _skewLoggedAt < SkewLogInterval)
            return;
        _skewLoggedAt = Now;
        _host.Log(LogSeverity.Warning, "The clock of node {Peer} is {Milliseconds} ms ahead of this node's", peer.Last.Name,
            peer.ClockAhead);
    }

    /// <summary>Starts a catch-up if the node has changes that this one lacks and that are not merely in flight.</summary>
    private void FollowUp(Peer peer)
    {
        if (IsAway)
        {
            if (IsTrustworthy(peer))
                BeginCatchUp(peer, CatchUpKind.Replacement);
            return;
        }

        // No vector covers baseline parts. A node that lacks them needs a complete copy.
        var needsCopy = NeedsCopy || !_database.Covers(peer.Last.Compacted);
        if (_database.Covers(peer.Last.Vector) && !needsCopy)
        {
            if (HasExchangeWith(peer))
                OnExchange();
            return;
        }

        if (_hasCaughtUp && !needsCopy && _database.Covers(peer.SeenBefore))
        {
            if (!peer.SeenBefore.IsEmpty && HasExchangeWith(peer))
                OnExchange();
        }
        else if (HasExchangeWith(peer))
        {
            BeginCatchUp(peer, needsCopy ? CatchUpKind.Copy : CatchUpKind.Changes);
        }
    }

    private static bool IsTrustworthy(Peer peer) => peer.Last is { IsReady: true, IsAway: false };

    private static bool HasExchangeWith(Peer peer) => peer.Last is { IsAway: false } and ({ IsReady: true } or { HasData: true });
}
