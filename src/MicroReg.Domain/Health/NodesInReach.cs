using System.Collections.Immutable;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Ownership;

namespace MicroReg.Domain.Health;

/// <summary>Which of the other nodes this one reaches, and what it may decide with them. Not thread-safe.</summary>
/// <param name="self">The lasting id of this node.</param>
internal sealed class NodesInReach(string self)
{
    /// <summary>
    /// The milliseconds that the remaining nodes may take to become reachable after a majority is. They take heartbeats that nobody
    /// hears of: they do not know yet that this node is back, and it cannot ask them.
    /// </summary>
    private const int ReturnsWithin = 10_000;

    private long _returnedAt;
    private bool _hasReachedMajority;

    /// <summary>The other nodes that are reachable.</summary>
    public ImmutableArray<string> Reachable { get; private set; } = [];

    /// <summary>The other counted nodes that are not.</summary>
    public ImmutableArray<string> Unreached { get; private set; } = [];

    /// <summary>When a counted node was last found to be out of reach.</summary>
    public long LostAt { get; private set; } = long.MinValue;

    /// <summary>How many nodes count for a majority, this one included.</summary>
    public int Counted { get; private set; }

    public bool ReachesMajority { get; private set; }

    /// <summary>True if it reaches at least half, as each node of a pair always does.</summary>
    public bool ReachesHalf { get; private set; }

    /// <summary>True for a while after a return to a majority, until all nodes are reached: silence speaks against nobody.</summary>
    public bool IsReturning { get; private set; }

    /// <summary>Takes over how replication sees the nodes.</summary>
    /// <returns>True if a majority is reached from now on: this node hears of every heartbeat again.</returns>
    public bool Follow(long now, ReplicaStatus nodes)
    {
        Reachable = [.. nodes.Peers.Where(peer => peer.IsReachable).Select(peer => peer.NodeId)];
        var unreached = Unreached;
        Unreached = [.. nodes.Known.Counted.Select(node => node.NodeId).Where(node => node != self && !Reachable.Contains(node))];
        if (!Unreached.All(unreached.Contains))
            LostAt = now;
        Counted = nodes.Known.Counted.Length;
        var reached = ReachesMajority;
        (ReachesMajority, ReachesHalf) = (OwnerNodes.ReachesMajority(nodes), OwnerNodes.ReachesHalf(nodes));
        var isBack = ReachesMajority && !reached;
        if (isBack)
        {
            // The first majority after a start is not a return.
            (IsReturning, _returnedAt) = (_hasReachedMajority, now);
            _hasReachedMajority = true;
        }

        IsReturning &= 1 + Reachable.Length < Counted && now - _returnedAt < ReturnsWithin;
        return isBack;
    }
}
