using MicroReg.Domain.Nodes;

namespace MicroReg.Edge.Methods;

/// <summary>How far this node and the others are out of step. All is well while the three values are 0, 0 and null.</summary>
/// <param name="BucketsDiffering">Buckets that differ, over all nodes: should always be 0.</param>
/// <param name="ChangesBehind">The changes that the node furthest behind lacks.</param>
/// <param name="Since">Since when buckets differ, or null.</param>
internal readonly record struct Divergence(int BucketsDiffering, long ChangesBehind, DateTimeOffset? Since)
{
    public static Divergence Of(ReplicaStatus status)
    {
        var present = Present(status).ToList();
        return new(
            present.Sum(peer => peer.BucketsDiffering),
            present.Select(peer => peer.ChangesBehind).DefaultIfEmpty().Max(),
            present.Where(peer => peer.BucketsDiffering > 0).Min(peer => peer.DifferingSince));
    }

    /// <summary>The nodes that should be in step. One that left or was forgotten falls behind for ever, so it does not count.</summary>
    public static IEnumerable<PeerStatus> Present(ReplicaStatus status) =>
        status.Peers.Where(peer => peer.State is NodeState.Joining or NodeState.Counted);
}

/// <summary>The words for the state of a node in the cluster.</summary>
internal static class NodeStateWords
{
    /// <summary>The word; empty for a node that is not known.</summary>
    public static string Of(NodeState? state) => state switch
    {
        NodeState.Joining => "joining",
        NodeState.Counted => "counted",
        NodeState.Left => "left",
        NodeState.Forgotten => "forgotten",
        _ => "",
    };
}
