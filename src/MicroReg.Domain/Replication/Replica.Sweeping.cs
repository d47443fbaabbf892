using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

// Sweeping: drops old tombstones, compacts ended origins, and forgets nodes that do not come back.
internal sealed partial class Replica
{
    private static readonly TimeSpan RelabelAfter = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, TimeSpan> _silentSince = new(StringComparer.Ordinal);
    private TimeSpan? _sharedLabelsSince;

    private void Sweep(TimeSpan now)
    {
        Relabel(now);
        ForgetTheLost(now);
        if (!_stability.Observe(now, EverybodyHas))
            return;
        var ended = EndedOrigins();
        var facts = ended.IsEmpty ? null : _facts with { Compacted = _facts.Compacted.Merge(ended) };
        if (facts is not null)
        {
            _facts = facts;
            _host.Log(LogSeverity.Debug, "Ended origins are compacted: {Origins}", ended);
        }

        var retention = _options.Retention;
        _host.Ask(new SweepRecords(
            HybridTime.FromWallClock(_time.GetUtcNow() - retention),
            HybridTime.FromWallClock(_time.GetUtcNow() - retention - (retention / 24)),
            _stability.Settled,
            ended,
            facts));
    }

    /// <summary>
    /// What all known nodes have on disk, as far as this node knows. A node that was not heard in this run counts as empty.
    /// </summary>
    private VersionVector EverybodyHas()
    {
        var common = _durable;
        foreach (var node in _facts.Known.All)
            if (node.NodeId != _self.NodeId && node.State is (NodeState.Counted or NodeState.Joining))
                common = common.Meet(
                    _peers.TryGetValue(node.NodeId, out var peer) ? peer.Last.Durable.Merge(peer.Last.Compacted) : VersionVector.Empty);
        return common;
    }

    /// <summary>
    /// The origins that have ended and whose changes all nodes have had for the retention, or that another node has compacted by the same
    /// rule.
    /// </summary>
    private VersionVector EndedOrigins()
    {
        var ended = VersionVector.Empty;
        foreach (var (origin, last) in _database.Records.Vector.Entries)
            if (origin != Origin && _peers.Values.All(peer => peer.Last.Origin != origin)
                && (_stability.Settled.SequenceOf(origin) >= last
                    || _peers.Values.Any(peer => peer.Last.Compacted.SequenceOf(origin) >= last)))
                ended = ended.Including(new Position(origin, last));
        return ended;
    }

    /// <summary>A node that reaches a majority forgets nodes that were silent for very long.</summary>
    private void ForgetTheLost(TimeSpan now)
    {
        var others = _facts.Known.All.Where(node => node.NodeId != _self.NodeId && node.State is (NodeState.Counted or NodeState.Joining))
            .ToList();
        var reached = 1 + OtherCounted.Count(other => IsReachable(other.NodeId));
        foreach (var node in others)
        {
            if (IsReachable(node.NodeId))
            {
                _silentSince.Remove(node.NodeId);
                continue;
            }

            if (!_silentSince.TryGetValue(node.NodeId, out var since))
                _silentSince[node.NodeId] = since = now;
            if (now - since >= _options.ForgetAfter && reached > _facts.Known.Counted.Length / 2)
                Forget(node.NodeId);
        }
    }

    /// <summary>
    /// Relabels instances that share a label. The run that registered one of them does it by itself; if that run has ended, the first of
    /// the reachable nodes does.
    /// </summary>
    private void Relabel(TimeSpan now)
    {
        if (!_database.HasSharedLabels)
        {
            _sharedLabelsSince = null;
            return;
        }

        _sharedLabelsSince ??= now;
        if (now - _sharedLabelsSince < RelabelAfter)
            return;
        var first = OtherCounted.Where(node => IsReachable(node.NodeId)).All(node => string.CompareOrdinal(_self.NodeId, node.NodeId) < 0);
        if (first)
            _host.Ask(new RelabelInstances(IncludingForeign: true));
    }
}
