using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Edge.Tests;

/// <summary>What replication may say of other nodes.</summary>
internal static class Replicas
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static PeerStatus Peer(string name, NodeState state = NodeState.Counted) => new()
    {
        NodeId = $"id-{name}",
        Name = name,
        Address = $"{name}.test:4053",
        State = state,
        IsReachable = true,
    };

    /// <summary>A node that has fallen behind, and differs.</summary>
    public static PeerStatus Differing(string name, int buckets = 2, int minutesPastNoon = 0) => Peer(name) with
    {
        LastHeard = Noon.AddMinutes(10),
        ChangesBehind = 7,
        BytesBehind = 5_000_000_000,
        ChangesAhead = 3,
        BucketsDiffering = buckets,
        DifferingSince = Noon.AddMinutes(minutesPastNoon),
        LastCompared = Noon.AddMinutes(9),
        ClockAheadMilliseconds = -1500,
    };

    /// <summary>This node, called 6f1c as in <see cref="FakeRegistry"/>, among others.</summary>
    public static ReplicaStatus With(params PeerStatus[] peers) => ReplicaStatus.Alone with
    {
        Known = KnownNodes.Of(
        [
            new KnownNode("6f1c", "node-1", "127.0.0.1:4053", NodeState.Counted, default),
            .. peers.Select(peer => new KnownNode(peer.NodeId, peer.Name, peer.Address, peer.State, default(Stamp))),
        ]),
        Peers = [.. peers],
        Reachable = 1 + peers.Count(peer => peer is { State: NodeState.Counted, IsReachable: true }),
    };
}
