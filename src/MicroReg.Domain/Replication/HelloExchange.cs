using System.Collections.Immutable;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;

namespace MicroReg.Domain.Replication;

/// <summary>Hellos: which nodes are there, and how far each is.</summary>
internal sealed class HelloExchange(
    ReplicaContext context, PeerTable peers, ClusterMemory memory, PhaseKeeper phases, Pushing pushing, Handshake handshake)
{
    private static readonly TimeSpan SkewLogInterval = TimeSpan.FromMinutes(1);

    private ImmutableArray<string> _contacts = [];
    private ImmutableArray<string> _members = [];
    private TimeSpan? _saidAt;
    private TimeSpan? _skewLoggedAt;

    /// <summary>Takes over the members of this node's cluster, itself included, and further addresses to greet.</summary>
    public void OnMembers(ImmutableArray<string> members, ImmutableArray<string> contacts) => (_members, _contacts) = (members, contacts);

    /// <summary>Says Hello to all, if it is time to.</summary>
    public void Tick()
    {
        memory.IdentifyCluster();
        if (_saidAt is not { } last || context.Now - last >= context.Options.HelloInterval)
            SayToAll();
    }

    /// <summary>Says Hello to every node that may be there.</summary>
    public void SayToAll()
    {
        _saidAt = context.Now;
        var hello = Make(wantsAnswer: false);
        foreach (var address in Recipients())
            context.Host.Send(
                address, peers.At(address) is { } peer && peers.IsReachable(peer) ? hello : hello with { WantsAnswer = true });
    }

    /// <summary>Asks a node for its Hello.</summary>
    public void Ask(Peer peer) => context.Host.Send(peer.Address, Make(wantsAnswer: true));

    /// <summary>Takes a Hello, and answers it if it asks for that.</summary>
    /// <returns>The node that said it; null if it counts for nothing.</returns>
    public Peer? Hear(Hello hello)
    {
        var verdict = handshake.Judge(hello, _contacts);
        if (!verdict.IsAccepted)
        {
            if (verdict.Original is not null || (verdict.IsAnswered && hello.WantsAnswer))
                context.Host.Send(hello.Address, Make(wantsAnswer: false) with { DuplicateOf = verdict.Original });
            return null;
        }

        if (IsOvertaken(hello))
            return null;
        var peer = Update(hello);
        phases.OnHeard(peer);
        memory.Learn(hello.Known);
        if (memory.Own is { State: NodeState.Forgotten } || memory.IsOlderThan(hello.Known))
            phases.OnForgotten();
        if (hello.WantsAnswer)
            context.Host.Send(hello.Address, Make(wantsAnswer: false));
        CheckClock(peer);
        return peer;
    }

    private Hello Make(bool wantsAnswer) => new(
        context.Self.NodeId,
        context.Self.Name,
        context.Self.Address,
        context.Origin,
        context.WallClock,
        context.Records.Vector,
        pushing.Durable,
        phases.Current.IsReliable(),
        phases.Current.HasData(),
        phases.Current.IsAway(),
        memory.Facts.Compacted,
        memory.Known,
        _members,
        wantsAnswer)
    {
        LastExchange = memory.Facts.LastExchange,
        ClusterId = memory.Facts.ClusterId ?? "",
        IsAtHome = memory.IsAtHome,
    };

    private string[] Recipients() =>
        [.. _contacts.Concat(_members)
            .Concat(memory.OtherExpected.Select(node => node.Address))
            .Concat(peers.Reachable().Select(peer => peer.Address))
            .Where(address => address != context.Self.Address)
            .Distinct()];

    /// <summary>
    /// True for a Hello that arrived after a later one, from the same node or from another node at the same address. If a clock was set
    /// back, its Hellos are believed again once the node counts as unreachable.
    /// </summary>
    private bool IsOvertaken(Hello hello) => peers.All.Any(peer =>
        (peer.NodeId == hello.NodeId || peer.Address == hello.Address)
        && hello.WallClock < peer.Last.WallClock
        && peers.IsReachable(peer));

    private Peer Update(Hello hello)
    {
        ForgetPredecessors(hello);
        if (peers.Find(hello.NodeId) is not { } peer)
        {
            peer = new Peer(hello);
            peers.Add(peer);
            context.Host.Log(LogSeverity.Information, "Node {Peer} at {Address} is heard", hello.Name, hello.Address);
        }
        else if (!peers.IsReachable(peer))
        {
            context.Host.Log(LogSeverity.Information, "Node {Peer} at {Address} is heard again", hello.Name, hello.Address);
        }

        peer.Hear(hello, context.Origin);
        pushing.UpdateConfirmed(peer);
        peer.HeardAt = context.Now;
        peer.UnansweredSince = hello.WantsAnswer ? peer.UnansweredSince ?? context.Now : null;
        peer.HeardAtWallClock = context.UtcNow;
        peer.CompareClocks(hello.WallClock - context.WallClock);
        peer.Stream.AllowGaps();
        return peer;
    }

    /// <summary>Forgets nodes that were at the address before: each has lost its disk, or will announce its new address.</summary>
    private void ForgetPredecessors(Hello hello)
    {
        foreach (var peer in peers.All.Where(peer => peer.Address == hello.Address && peer.NodeId != hello.NodeId).ToArray())
            peers.Remove(peer);
        foreach (var node in memory.OtherCounted.Where(
            node => node.Address == hello.Address && node.NodeId != hello.NodeId && !peers.IsReachable(node.NodeId)).ToArray())
        {
            memory.SetState(node.NodeId, NodeState.Forgotten);
            context.Host.Log(
                LogSeverity.Warning, "Node {Successor} is at the address of {Peer}, which is forgotten", hello.Name, node.Name);
        }
    }

    private void CheckClock(Peer peer)
    {
        if (Math.Abs(peer.ClockAhead) < ClockSkew.Noteworthy || context.Now - _skewLoggedAt < SkewLogInterval)
            return;
        _skewLoggedAt = context.Now;
        context.Host.Log(LogSeverity.Warning, "The clock of node {Peer} is {Milliseconds} ms ahead of this node's", peer.Last.Name,
            peer.ClockAhead);
    }
}
