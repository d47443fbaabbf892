using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>Drops old tombstones, and compacts ended origins, once every known node has had them for the retention.</summary>
internal sealed class Retention(ReplicaContext context, PeerTable peers, ClusterMemory memory, Pushing pushing)
{
    private readonly Stability _stability = new(context.Options.Retention);

    /// <summary>Drops and compacts what is due.</summary>
    public void Tick()
    {
        if (!_stability.Observe(context.Now, EverybodyHas))
            return;
        var ended = EndedOrigins();
        var facts = ended.IsEmpty ? null : memory.Facts with { Compacted = memory.Facts.Compacted.Merge(ended) };
        if (facts is not null)
        {
            memory.Adopt(facts);
            context.Host.Log(LogSeverity.Debug, "Ended origins are compacted: {Origins}", ended);
        }

        // A node that is cut off keeps what the others knew when it last met them: cursors are dated by that, too.
        var (asOf, retention) = (memory.AsOf, context.Options.Retention);
        context.Host.Ask(new SweepRecords(
            HybridTime.FromWallClock(asOf - retention),
            HybridTime.FromWallClock(asOf - retention - (retention / 24)),
            _stability.Settled,
            ended,
            facts));
    }

    /// <summary>
    /// What all known nodes have on disk, as far as this node knows. A node that was not heard in this run counts as empty.
    /// </summary>
    private VersionVector EverybodyHas()
    {
        var common = pushing.Durable;
        foreach (var node in memory.OtherExpected)
            common = common.Meet(
                peers.Find(node.NodeId) is { } peer ? peer.Last.Durable.Merge(peer.Last.Compacted) : VersionVector.Empty);
        return common;
    }

    /// <summary>
    /// The origins that have ended and whose changes all nodes have had for the retention, or that another node has compacted by the same
    /// rule.
    /// </summary>
    private VersionVector EndedOrigins()
    {
        var ended = VersionVector.Empty;
        foreach (var (origin, last) in context.Records.Vector.Entries)
            if (origin != context.Origin && peers.All.All(peer => peer.Last.Origin != origin)
                && (_stability.Settled.SequenceOf(origin) >= last
                    || peers.All.Any(peer => peer.Last.Compacted.SequenceOf(origin) >= last)))
                ended = ended.Including(new Position(origin, last));
        return ended;
    }
}
