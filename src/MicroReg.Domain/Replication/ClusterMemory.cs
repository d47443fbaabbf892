using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>What this node knows about the cluster beside the records, and keeps on disk.</summary>
internal sealed class ClusterMemory(ReplicaContext context, PeerTable peers, ClusterFacts facts)
{
    private long _savedExchange = facts.LastExchange;

    /// <summary>Since when this node counts as absent if there is no further exchange, in milliseconds since 1970; 0 for never.</summary>
    private long _inTouchAt = facts.LastExchange;

    /// <summary>The entry of this node on disk when it started, if it had never met another node by then.</summary>
    private KnownNode? _loneOwn = facts.LastExchange == 0 ? facts.Known.Find(context.Self.NodeId) : null;

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

    /// <summary>True if the records must be replaced. Beside no other node there is nobody who knows better.</summary>
    public bool HasToReplace => Facts.MustReplace && Known.All.Any(node => node.NodeId != context.Self.NodeId);

    /// <summary>
    /// As of when this node has what the cluster had: now, unless other nodes count and it is apart from a majority of them.
    /// </summary>
    public DateTimeOffset AsOf => OtherCounted.Any() && Facts.LastExchange is > 0 and var last && last < context.WallClock
        ? DateTimeOffset.FromUnixTimeMilliseconds(last)
        : context.UtcNow;

    /// <summary>True if another node has what the cluster had so much later that this node may lack tombstones that are gone.</summary>
    public bool LagsBehind(Peer peer) =>
        Facts.LastExchange > 0 && peer.Last.LastExchange - Facts.LastExchange > context.Options.Retention.TotalMilliseconds;

    /// <summary>
    /// True if this node may replace its records by those of another one: which was not away, or was away and yet has so much later
    /// records.
    /// </summary>
    public bool MayCopy(Peer peer) => peer.IsTrustworthy || (peer.Last is { IsAway: true, HasData: true } && LagsBehind(peer));

    /// <summary>True if another node may replace its records by those of this one, which was away.</summary>
    public bool IsFarAheadOf(Peer peer) =>
        peer.Last.LastExchange > 0 && Facts.LastExchange - peer.Last.LastExchange > context.Options.Retention.TotalMilliseconds;

    /// <summary>True if what this node has is as good as what a node has that was away.</summary>
    public bool IsAsFreshAs(Peer peer) =>
        Facts.LastExchange > 0 && Facts.LastExchange >= peer.Last.LastExchange - context.Options.Retention.TotalMilliseconds;

    /// <summary>True if this node was ready once: its records are complete as of some time, even if there are none.</summary>
    public bool WasReadyOnce =>
        Facts.LastExchange > 0 || (Own is { } own ? own.State != NodeState.Joining : !context.Records.IsEmpty);

    /// <summary>True if this node knows no other one, whatever became of it.</summary>
    public bool IsLone => Known.All.All(node => node.NodeId == context.Self.NodeId);

    /// <summary>True if this node is at the address at which its data directory was ready last.</summary>
    public bool IsAtHome => Facts.Home == context.Self.Address;

    /// <summary>
    /// True if another node knows of a later time of this one than its disk does, which says that it never met another node: the disk is
    /// a backup from before there was a cluster.
    /// </summary>
    public bool IsOlderThan(KnownNodes known) =>
        _loneOwn is { } own && known.Find(own.NodeId) is { } theirs
            && theirs.Changed.Origin != context.Origin && theirs.Changed > own.Changed;

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
        if (Own is { } own && own.Address != context.Self.Address)
            SetState(own.NodeId, own.State); // Somebody took another node for this one.
    }

    /// <summary>Records an exchange: this node has everything that another node had a moment ago.</summary>
    public void OnExchange(Peer peer)
    {
        var (asOf, isFirst) = (AsOfExchangeWith(peer), Facts.LastExchange == 0);
        _inTouchAt = Math.Max(_inTouchAt, asOf);
        Facts = Facts with { LastExchange = asOf };
        if (isFirst && Own is { } own)
            SetState(own.NodeId, own.State); // A backup of the disk from before has an older entry, which the others notice.
        else if (asOf - _savedExchange > Math.Min(30_000, context.Options.Retention.TotalMilliseconds / 10))
            Save(Facts);
    }

    /// <summary>Counts from now on, at this address. The first node of all begins the cluster.</summary>
    public void OnReady()
    {
        if (Own is not { State: NodeState.Counted })
            SetState(context.Self.NodeId, NodeState.Counted);
        var clusterId = Facts.ClusterId ?? (IsLone ? $"{context.Origin}" : null);
        if (clusterId != Facts.ClusterId || !IsAtHome)
            Save(Facts with { ClusterId = clusterId, Home = context.Self.Address });
    }

    /// <summary>Belongs to a cluster from now on.</summary>
    public void Join(string clusterId) => Save(Facts with { ClusterId = clusterId });

    /// <summary>
    /// Begins an identity for nodes that have none: those that have just formed a cluster, and those of an earlier version. The first of
    /// them does it, once all are heard and know what it is.
    /// </summary>
    public void IdentifyCluster()
    {
        if (Facts.ClusterId is null && Own is { State: NodeState.Counted } && OtherExpected.All(node =>
            string.CompareOrdinal(context.Self.NodeId, node.NodeId) < 0
            && peers.Find(node.NodeId) is { Last.ClusterId: "" } peer && peers.IsReachable(peer)))
            Join($"{context.Origin}");
    }

    /// <summary>Excuses the absence: nobody else knows better.</summary>
    public void ExcuseAbsence()
    {
        _inTouchAt = context.WallClock;
        Save(Facts with { MustReplace = false });
    }

    /// <summary>Remembers that the records must be replaced, until they are.</summary>
    public void MustReplace()
    {
        _loneOwn = null;
        if (!Facts.MustReplace)
            Save(Facts with { MustReplace = true });
    }

    /// <summary>Takes over the compacted origins of a complete copy.</summary>
    public void Compact(VersionVector compacted)
    {
        if (!Facts.Compacted.Covers(compacted))
            Save(Facts with { Compacted = Facts.Compacted.Merge(compacted) });
    }

    /// <summary>A request that replaces all records by the copy of a node, and the facts with them.</summary>
    public ReplaceRecords Replacement(ImmutableArray<PartChange> parts, VersionVector vector, VersionVector compacted, Peer source) =>
        new(parts, vector, Replaced(Facts, compacted, AsOfExchangeWith(source)));

    /// <summary>Takes over the facts of a replacement. Others may have been stored meanwhile, so they are stored again.</summary>
    public void OnReplaced(ReplaceRecords replace)
    {
        Save(Replaced(Facts, replace.Facts.Compacted, replace.Facts.LastExchange));
        _inTouchAt = Math.Max(_inTouchAt, Facts.LastExchange);
    }

    /// <summary>Takes over facts that another request to the writer stores.</summary>
    public void Adopt(ClusterFacts facts) => Facts = facts;

    private static ClusterFacts Replaced(ClusterFacts facts, VersionVector compacted, long asOf) => facts with
    {
        LastExchange = Math.Max(facts.LastExchange, asOf),
        Compacted = facts.Compacted.Merge(compacted),
        MustReplace = false,
    };

    /// <summary>
    /// As of when this node has what the cluster had, once it has what another node has: as of now beside a majority. Apart from it, nobody
    /// knows what the majority has dropped meanwhile, so it is as of when the other one was with it.
    /// </summary>
    private long AsOfExchangeWith(Peer peer) => HasMajority() || peer.Last.LastExchange is not { } theirs
        ? context.WallClock
        : Math.Max(Facts.LastExchange, Math.Min(theirs, context.WallClock));

    private bool HasMajority()
    {
        var reached = Known.Counted.Count(node => node.NodeId == context.Self.NodeId || peers.IsReachable(node.NodeId));
        return Known.Counted.IsEmpty || reached > Known.Counted.Length / 2;
    }

    private void Save(ClusterFacts facts)
    {
        Facts = facts;
        _savedExchange = facts.LastExchange;
        context.Host.Ask(new SaveFacts(facts));
    }
}
