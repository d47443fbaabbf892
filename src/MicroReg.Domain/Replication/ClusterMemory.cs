using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>What this node knows about the cluster beside the records, and keeps on disk.</summary>
internal sealed class ClusterMemory(ReplicaContext context, ClusterFacts facts)
{
    private long _savedExchange = facts.LastExchange;

    /// <summary>Since when this node counts as absent if there is no further exchange, in milliseconds since 1970; 0 for never.</summary>
    private long _inTouchAt = facts.LastExchange;

    public ClusterFacts Facts { get; private set; } = facts;

    public KnownNodes Known => Facts.Known;

    /// <summary>The entry of this node; null before it has one.</summary>
    public KnownNode? Own => Known.Find(context.Self.NodeId);

    /// <summary>The other nodes that count for a majority.</summary>
    public IEnumerable<KnownNode> OtherCounted => Known.Counted.Where(node => node.NodeId != context.Self.NodeId);

    /// <summary>The other nodes that count or join: those that may be heard.</summary>
    public IEnumerable<KnownNode> OtherExpected =>
        Known.All.Where(node => node.NodeId != context.Self.NodeId && node.State is NodeState.Counted or NodeState.Joining);

    /// <summary>True if the last exchange is longer ago than tombstones are kept.</summary>
    public bool IsAbsentTooLong =>
        _inTouchAt > 0 && OtherCounted.Any() && context.WallClock - _inTouchAt > context.Options.Retention.TotalMilliseconds;

    /// <summary>True if this node was ready once: its records are complete as of some time, even if there are none.</summary>
    public bool WasReadyOnce =>
        Facts.LastExchange > 0 || (Own is { } own ? own.State != NodeState.Joining : !context.Records.IsEmpty);

    /// <summary>Enters this node into the list, unless it stands there already.</summary>
    public void Enter()
    {
        if (Own is not { State: NodeState.Counted } own || own.Address != context.Self.Address || own.Name != context.Self.Name)
            SetState(context.Self.NodeId, Own?.State == NodeState.Counted ? NodeState.Counted : NodeState.Joining);
    }

    public void SetState(string nodeId, NodeState state)
    {
        var existing = Known.Find(nodeId);
        var time = HybridTime.FromWallClock(context.UtcNow);
        if (existing is not null && existing.Changed.Time.Value >= time.Value)
            time = existing.Changed.Time.Next();
        var entry = nodeId == context.Self.NodeId
            ? new KnownNode(nodeId, context.Self.Name, context.Self.Address, state, new Stamp(time, context.Origin))
            : existing! with { State = state, Changed = new Stamp(time, context.Origin) };
        Save(Facts with { Known = Known.With(entry) });
    }

    /// <summary>Takes over what another node knows.</summary>
    public void Learn(KnownNodes known)
    {
        var merged = Known.Merge(known);
        if (!ReferenceEquals(merged, Known))
            Save(Facts with { Known = merged });
    }

    /// <summary>Records an exchange: this node has everything that another node had a moment ago.</summary>
    public void OnExchange()
    {
        _inTouchAt = context.WallClock;
        Facts = Facts with { LastExchange = _inTouchAt };
        if (Facts.LastExchange - _savedExchange > Math.Min(30_000, context.Options.Retention.TotalMilliseconds / 10))
            Save(Facts);
    }

    /// <summary>Excuses the absence: nobody else knows better.</summary>
    public void ExcuseAbsence() => _inTouchAt = context.WallClock;

    /// <summary>Takes over the compacted origins of a complete copy.</summary>
    public void Compact(VersionVector compacted)
    {
        if (!Facts.Compacted.Covers(compacted))
            Save(Facts with { Compacted = Facts.Compacted.Merge(compacted) });
    }

    /// <summary>A request that replaces all records by a copy, and the facts with them.</summary>
    public ReplaceRecords Replacement(ImmutableArray<PartChange> parts, VersionVector vector, VersionVector compacted) => new(
        parts, vector, Facts with { LastExchange = context.WallClock, Compacted = Facts.Compacted.Merge(compacted) });

    /// <summary>Takes over facts that another request to the writer stores.</summary>
    public void Adopt(ClusterFacts facts) => Facts = facts;

    private void Save(ClusterFacts facts)
    {
        Facts = facts;
        _savedExchange = facts.LastExchange;
        context.Host.Ask(new SaveFacts(facts));
    }
}
