using System.Collections.Immutable;
using MicroReg.Domain.Nodes;

namespace MicroReg.Domain.Ownership;

/// <summary>Which nodes may own instances, as one node sees it.</summary>
internal static class OwnerNodes
{
    /// <summary>
    /// The counted nodes that are reachable and fit, this one included. A node that is not counted owns nothing while a counted one is
    /// reachable: its records may be incomplete.
    /// </summary>
    /// <param name="status">What this node knows.</param>
    /// <param name="self">Its lasting id.</param>
    public static ImmutableArray<string> Of(ReplicaStatus status, string self)
    {
        ArgumentNullException.ThrowIfNull(status);
        var others = status.Peers
            .Where(peer => peer is { State: NodeState.Counted, IsReachable: true })
            .Select(peer => (peer.NodeId, peer.FitFor))
            .ToImmutableArray();
        var isCounted = others.IsEmpty || status.Known.Find(self)?.State == NodeState.Counted;
        return [.. Fitness.Choose(isCounted ? others.Add((self, status.FitFor)) : others)];
    }

    /// <summary>True if a node reaches more than half of the counted nodes. Only then may it remove what belongs to all.</summary>
    public static bool ReachesMajority(ReplicaStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return 2 * status.Reachable > status.Known.Counted.Length;
    }

    /// <summary>True if at least half of the counted nodes hear a node, itself included. Of a pair, each node always is.</summary>
    public static bool IsHeardByHalf(ReplicaStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return 2 * (status.HeardBy ?? status.Reachable) >= status.Known.Counted.Length;
    }

    /// <summary>True if a node reaches at least half of the counted nodes. Of a pair, each node always does.</summary>
    public static bool ReachesHalf(ReplicaStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return 2 * status.Reachable >= status.Known.Counted.Length;
    }
}
