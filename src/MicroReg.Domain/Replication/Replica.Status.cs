using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

internal sealed partial class Replica
{
    /// <summary>The rough size of a change on the wire in bytes, to estimate what a node lacks.</summary>
    private const int TypicalChangeBytes = 200;

    /// <summary>The current status of replication.</summary>
    public ReplicaStatus Describe()
    {
        var now = Now;
        var reachable = Reachable().ToList();
        return new ReplicaStatus
        {
            Readiness = Readiness,
            Known = _facts.Known,
            Reachable = 1 + OtherCounted.Count(node => IsReachable(node.NodeId)),
            Peers = [.. _facts.Known.All.Where(node => node.NodeId != _self.NodeId).Select(node => Describe(node, now))],
            DegradedWrites = _writes.Degraded,
            RestoredParts = _restored,
            WriteFault = ClockSkew.IsIntolerable([.. reachable.Select(peer => peer.ClockAhead)])
                ? new RegistryFault(
                    FaultKind.Unavailable,
                    "This node's clock is more than a minute off from those of other nodes that agree with each other; "
                        + "set the clock, meanwhile write to another node.")
                : null,
        };
    }

    /// <summary>
    /// The addresses of counted nodes that were heard before and have been silent for longer than a time, or have said for so long that
    /// they do not hear this node. The latter is the only sign that this node's own messages are lost.
    /// </summary>
    public IEnumerable<string> OutOfTouchFor(TimeSpan time) =>
        OtherCounted
            .Where(node => _peers.TryGetValue(node.NodeId, out var peer)
                && (Now - peer.HeardAt > time || Now - peer.UnansweredSince > time))
            .Select(node => node.Address);

    private PeerStatus Describe(KnownNode node, TimeSpan now)
    {
        var status = new PeerStatus { NodeId = node.NodeId, Name = node.Name, Address = node.Address, State = node.State };
        if (!_peers.TryGetValue(node.NodeId, out var peer))
            return status with
            {
                ChangesBehind = _database.Records.Sequence,
                BytesBehind = _database.Records.Sequence * TypicalChangeBytes,
            };
        var behind = _database.Records.Sequence - peer.Durable;
        return status with
        {
            IsReachable = peer.IsReachable(now, _options),
            LastHeard = peer.HeardAtWallClock,
            ChangesBehind = behind,
            BytesBehind = behind * TypicalChangeBytes,
            ChangesAhead = Uncovered(peer.Last.Vector),
            BucketsDiffering = peer.Comparison.Differing,
            DifferingSince = peer.Comparison.Since,
            LastCompared = peer.Comparison.At,
            ClockAheadMilliseconds = peer.ClockAhead,
        };
    }

    private long Uncovered(VersionVector vector) =>
        vector.Entries.Where(entry => !_database.Covers(new Position(entry.Key, entry.Value)))
            .Sum(entry => entry.Value - _database.Records.Vector.SequenceOf(entry.Key));
}
