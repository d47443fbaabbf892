using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// The protocol by which one node keeps in step with the others. It only decides: messages, time and answers of the database come in
/// through its methods, and actions go out through <see cref="IReplicaHost"/>. So it runs the same in an actor and in a simulation of
/// hundreds of nodes. Not thread-safe.
/// <code>
/// push      sends local changes to every reachable node, in order; acknowledged from its disk
/// catch-up  takes "changes since my vector" from any node, after a start, a gap or a return
/// repair    compares digests with a random node; should find nothing
/// </code>
/// </summary>
internal sealed partial class Replica
{
    private readonly ReplicaIdentity _self;
    private readonly RegistryDatabase _database;
    private readonly ReplicationOptions _options;
    private readonly IReplicaHost _host;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly long _startedAt;
    private readonly Dictionary<string, Peer> _peers = new(StringComparer.Ordinal);
    private readonly PendingWrites _writes;
    private readonly Stability _stability;
    private readonly Func<string, Peer?> _peerOf;
    private readonly Func<Peer, bool> _isReachable;
    private readonly Func<PartChange, int> _sizeOf;
    private ImmutableArray<string> _contacts = [];
    private ImmutableArray<string> _members = [];
    private ClusterFacts _facts;
    private VersionVector _durable;
    private TimeSpan? _helloAt;
    private TimeSpan? _repairAt;

    /// <summary>Starts the protocol for a run.</summary>
    /// <param name="self">The identity of this node.</param>
    /// <param name="database">Its records, for reading. Writes go through the host.</param>
    /// <param name="facts">What it has stored about the cluster.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="host">Carries out what it decides.</param>
    /// <param name="time">The wall clock, and the clock for timeouts.</param>
    /// <param name="random">Chooses the nodes to compare with.</param>
    public Replica(
        ReplicaIdentity self, RegistryDatabase database, ClusterFacts facts, ReplicationOptions options, IReplicaHost host,
            TimeProvider time, Random random)
    {
        (_self, _database, _facts, _options, _host, _time, _random) = (self, database, facts, options, host, time, random);
        _startedAt = time.GetTimestamp();
        _writes = new PendingWrites(self.NodeId, host);
        _stability = new Stability(options.Retention);
        _durable = database.Records.Vector;
        _savedExchange = facts.LastExchange;
        _hadData = WasReadyOnce(facts);
        _sizeOf = host.SizeOf;
        _peerOf = _peers.GetValueOrDefault;
        _isReachable = peer => peer.IsReachable(Now, _options);
        Enter();
    }

    private OriginId Origin => _database.Records.Origin;

    private TimeSpan Now => _time.GetElapsedTime(_startedAt);

    private long WallClock => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The addresses of the other known nodes that have not left.</summary>
    public ImmutableArray<string> KnownAddresses =>
        [.. _facts.Known.All.Where(node => node.NodeId != _self.NodeId && node.State is (NodeState.Counted or NodeState.Joining))
            .Select(node => node.Address)];

    /// <summary>Takes over the members of this node's cluster, itself included, and further addresses to send Hellos to.</summary>
    public void OnMembers(ImmutableArray<string> members, ImmutableArray<string> contacts)
    {
        (_members, _contacts) = (members, contacts);
        SayHelloToAll();
    }

    /// <summary>Handles a message from the node at an address.</summary>
    public void Receive(string from, ReplicationMessage message)
    {
        if (message is Hello hello)
        {
            OnHello(hello);
            return;
        }

        if (PeerAt(from) is not { } peer)
            return;
        switch (message)
        {
            case Push push: OnPush(peer, push); break;
            case PushAcknowledgement acknowledgement: OnPushAcknowledgement(peer, acknowledgement); break;
            case CatchUpRequest request: OnCatchUpRequest(peer, request); break;
            case CatchUpPage page: OnCatchUpPage(page); break;
            case DigestOffer offer: OnDigestOffer(peer, offer); break;
            case BucketOutline outline: OnBucketOutline(peer, outline); break;
            case Repair repair: OnRepair(peer, repair); break;
        }
    }

    /// <summary>Handles the passing of time. Called a few times a second.</summary>
    public void Tick()
    {
        var now = Now;
        if (_helloAt is not { } last || now - last >= _options.HelloInterval)
            SayHelloToAll();
        foreach (var peer in Reachable())
            ResendTo(peer, now);
        SettleWrites();
        CheckCatchUp(now);
        if (_repairAt is not { } compared || now - compared >= _options.RepairInterval)
            OfferDigests(now);
        Sweep(now);
        UpdateReadiness();
    }

    /// <summary>Handles the result of a request to the writer.</summary>
    public void OnApplied(DatabaseRequest request, DatabaseResult result)
    {
        switch (request)
        {
            case MergeParts { IsPush: true } push: OnPushMerged(push, result); break;
            case MergeParts: OnPageMerged(result); break;
            case ReplaceRecords replace: OnReplaced(replace); break;
            case RestoreParts restore: OnRestored(restore, result); break;
        }
    }

    private Peer? PeerAt(string address)
    {
        foreach (var peer in _peers.Values)
            if (peer.Address == address)
                return peer;
        return null;
    }

    private IEnumerable<Peer> Reachable()
    {
        var now = Now;
        return _peers.Values.Where(peer => peer.IsReachable(now, _options));
    }

    private bool IsReachable(string nodeId) => _peers.TryGetValue(nodeId, out var peer) && peer.IsReachable(Now, _options);
}
