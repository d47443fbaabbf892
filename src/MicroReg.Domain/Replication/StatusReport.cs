using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>Describes replication for operators and for the other parts of the node.</summary>
internal sealed class StatusReport(
    ReplicaContext context, PeerTable peers, ClusterMemory memory, PhaseKeeper phases, Pushing pushing, AntiEntropy antiEntropy)
{
    /// <summary>The rough size of a change on the wire in bytes, to estimate what a node lacks.</summary>
    private const int TypicalChangeBytes = 200;

    /// <summary>The current status of replication.</summary>
    public ReplicaStatus Describe() => new()
    {
        Readiness = phases.Readiness,
        Known = memory.Known,
        CompleteAsOf = memory.AsOf,
        Reachable = 1 + memory.OtherCounted.Count(node => peers.IsReachable(node.NodeId)),
        HeardBy = 1 + memory.OtherCounted.Count(
            node => peers.Find(node.NodeId) is { UnansweredSince: null } peer && peers.IsReachable(peer)),
        Peers = [.. memory.Known.All.Where(node => node.NodeId != context.Self.NodeId).Select(Describe)],
        DegradedWrites = pushing.DegradedWrites,
        RestoredParts = antiEntropy.Restored,
        WriteFault = WriteFault(),
    };

    /// <summary>
    /// The addresses of nodes that should be dialled again: counted ones that were heard before and have been silent for longer than a
    /// time, and all that are heard, joiners too, and have said for so long that they do not hear this node. The latter is the only sign
    /// that this node's own messages are lost.
    /// </summary>
    public IEnumerable<string> OutOfTouchFor(TimeSpan time) =>
        peers.All.Where(peer => IsSilentFor(peer, time) || context.Now - peer.UnansweredSince > time).Select(peer => peer.Address);

    private RegistryFault? WriteFault()
    {
        if (phases.Current == NodePhase.Duplicate)
            return new RegistryFault(FaultKind.Unavailable, phases.Readiness.Reason);
        return ClockSkew.IsIntolerable([.. peers.Reachable().Select(peer => peer.ClockAhead)])
            ? new RegistryFault(
                FaultKind.Unavailable,
                "This node's clock is more than a minute off from those of other nodes that agree with each other, or ahead of all; "
                    + "set the clock, meanwhile write to another node.")
            : null;
    }

    private bool IsSilentFor(Peer peer, TimeSpan time) =>
        context.Now - peer.HeardAt > time && memory.Known.Find(peer.NodeId) is { State: NodeState.Counted };

    private PeerStatus Describe(KnownNode node)
    {
        var status = new PeerStatus { NodeId = node.NodeId, Name = node.Name, Address = node.Address, State = node.State };
        if (peers.Find(node.NodeId) is not { } peer)
            return status with
            {
                ChangesBehind = context.Records.Sequence,
                BytesBehind = context.Records.Sequence * TypicalChangeBytes,
            };
        var behind = context.Records.Sequence - peer.Stream.Durable;
        return status with
        {
            IsReachable = peers.IsReachable(peer),
            LastHeard = peer.HeardAtWallClock,
            ChangesBehind = behind,
            BytesBehind = behind * TypicalChangeBytes,
            ChangesAhead = Uncovered(peer.Last.Vector),
            BucketsDiffering = peer.Comparison.Differing,
            DifferingSince = peer.Comparison.Since,
            LastCompared = peer.Comparison.At,
            ClockAheadMilliseconds = peer.ClockAhead,
            FitFor = peer.FitFor(context.Now),
        };
    }

    private long Uncovered(VersionVector vector) =>
        vector.Entries.Where(entry => !context.Database.Covers(new Position(entry.Key, entry.Value)))
            .Sum(entry => entry.Value - context.Records.Vector.SequenceOf(entry.Key));
}
