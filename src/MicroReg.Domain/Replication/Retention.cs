using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>Drops old tombstones, and compacts ended origins, once every known node has had them for the retention.</summary>
internal sealed class Retention
{
    /// <summary>By then every node that is there has been heard. Before, too little is known of what the nodes have.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(30);

    private readonly ReplicaContext _context;
    private readonly PeerTable _peers;
    private readonly ClusterMemory _memory;
    private readonly Pushing _pushing;
    private readonly Stability _stability;

    public Retention(ReplicaContext context, PeerTable peers, ClusterMemory memory, Pushing pushing)
    {
        (_context, _peers, _memory, _pushing) = (context, peers, memory, pushing);
        _stability = new Stability(context.Options.Retention);
        var (facts, elapsed) = (memory.Facts, TimeSpan.FromMilliseconds(context.WallClock - memory.Facts.SettlingSince));
        _stability.Resume(facts.Settled ?? VersionVector.Empty, facts.Settling is { } next ? (context.Now - elapsed, next) : null);
    }

    /// <summary>Drops and compacts what is due. Times are those of this run: the wall clock may jump.</summary>
    public void Tick()
    {
        if (_context.Now < FirstLook && _memory.OtherExpected.Any(node => !_peers.IsReachable(node.NodeId)))
            return;
        if (!_stability.Observe(_context.Now, EverybodyHas))
            return;
        var ended = EndedOrigins();
        if (!ended.IsEmpty)
            _context.Host.Log(LogSeverity.Debug, "Ended origins are compacted: {Origins}", ended);
        var facts = _memory.Facts with
        {
            Compacted = _memory.Facts.Compacted.Merge(ended),
            Settled = _stability.Settled.Meet(_context.Records.Vector),
            Settling = _stability.Next?.Stable,
            SettlingSince = _context.WallClock - (long)(_context.Now - (_stability.Next?.At ?? _context.Now)).TotalMilliseconds,
        };
        _memory.Adopt(facts);

        // A node that is cut off keeps what the others knew when it last met them: cursors are dated by that, too.
        var (asOf, retention) = (_memory.AsOf, _context.Options.Retention);
        _context.Host.Ask(new SweepRecords(
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
        var common = _pushing.Durable;
        foreach (var node in _memory.OtherExpected)
            common = common.Meet(
                _peers.Find(node.NodeId) is { } peer ? peer.Last.Durable.Merge(peer.Last.Compacted) : VersionVector.Empty);
        return common;
    }

    /// <summary>
    /// The origins that have ended and whose changes all nodes have had for the retention, or that another node has compacted by the same
    /// rule.
    /// </summary>
    private VersionVector EndedOrigins()
    {
        var ended = VersionVector.Empty;
        foreach (var (origin, last) in _context.Records.Vector.Entries)
            if (origin != _context.Origin && _peers.All.All(peer => peer.Last.Origin != origin)
                && (_stability.Settled.SequenceOf(origin) >= last
                    || _peers.All.Any(peer => peer.Last.Compacted.SequenceOf(origin) >= last)))
                ended = ended.Including(new Position(origin, last));
        return ended;
    }
}
