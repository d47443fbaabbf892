using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// The protocol by which one node keeps in step with the others. It only decides: messages, time and answers of the database come in
/// through its methods, and actions go out through <see cref="IReplicaHost"/>. So it runs the same in an actor and in a simulation of
/// hundreds of nodes. It wires the parts together; each of them owns its state. Not thread-safe.
/// </summary>
internal sealed class Replica
{
    private readonly PeerTable _peers;
    private readonly ClusterMemory _memory;
    private readonly PhaseKeeper _phases;
    private readonly Pushing _pushing;
    private readonly HelloExchange _hellos;
    private readonly CatchUps _catchUps;
    private readonly CatchUpSource _source;
    private readonly Seeking _seeking;
    private readonly AntiEntropy _antiEntropy;
    private readonly Retention _retention;
    private readonly Forgetting _forgetting;
    private readonly SharedLabels _labels;
    private readonly StatusReport _report;

    /// <summary>Starts the protocol for a run, with what this node has stored about the cluster.</summary>
    public Replica(
        ReplicaIdentity self, RegistryDatabase database, ClusterFacts facts, ReplicationOptions options, IReplicaHost host,
            TimeProvider time, Random random)
    {
        var context = new ReplicaContext(self, database, options, host, time);
        _peers = new PeerTable(context);
        _memory = new ClusterMemory(context, _peers, facts);
        _phases = new PhaseKeeper(context, _peers, _memory);
        _pushing = new Pushing(context, _peers);
        _hellos = new HelloExchange(
            context, _peers, _memory, _phases, _pushing, new Handshake(context, _peers, _memory, _phases));
        _catchUps = new CatchUps(context, _peers, _memory, _phases, _hellos);
        _source = new CatchUpSource(context, _memory, _phases);
        _seeking = new Seeking(context, _peers, _catchUps, _hellos);
        _antiEntropy = new AntiEntropy(context, _peers, _memory, _phases, random);
        _retention = new Retention(context, _peers, _memory, _pushing);
        _forgetting = new Forgetting(context, _peers, _memory, _hellos);
        _labels = new SharedLabels(context, _peers, _memory);
        _report = new StatusReport(context, _peers, _memory, _phases, _pushing, _antiEntropy);
        _phases.Start();
    }

    public Readiness Readiness => _phases.Readiness;
    public bool IsAway => Phase.IsAway();
    public NodePhase Phase => _phases.Current;
    public bool IsDrained => _pushing.IsDrained;
    public long ConfirmedElsewhere => _pushing.ConfirmedElsewhere;
    public ImmutableArray<string> KnownAddresses => [.. _memory.OtherExpected.Select(node => node.Address)];

    /// <summary>Takes over the members of this node's cluster, itself included, and further addresses to send Hellos to.</summary>
    public void OnMembers(ImmutableArray<string> members, ImmutableArray<string> contacts)
    {
        _hellos.OnMembers(members, contacts);
        _hellos.SayToAll();
    }

    /// <summary>Handles a message from the node at an address.</summary>
    /// <returns>False for the Hello of a node that counts for nothing, such as one of another cluster.</returns>
    public bool Receive(string from, ReplicationMessage message)
    {
        switch (message, _peers.At(from))
        {
            case (Hello hello, _): return OnHello(hello);
            case (Push push, { } peer): _pushing.OnPush(peer, push); break;
            case (PushAcknowledgement acknowledgement, { } peer): _pushing.OnAcknowledged(peer, acknowledgement); break;
            case (CatchUpRequest request, { } peer): _source.OnRequest(peer, request); break;
            case (CatchUpPage page, { }): _catchUps.OnPage(page); break;
            case (DigestOffer offer, { } peer): _antiEntropy.OnOffer(peer, offer); break;
            case (BucketOutline outline, { } peer): _antiEntropy.OnOutline(peer, outline); break;
            case (Repair repair, { } peer): _antiEntropy.OnRepair(peer, repair); break;
        }

        return true;
    }

    /// <summary>Handles the passing of time. Called a few times a second.</summary>
    public void Tick()
    {
        _hellos.Tick();
        _pushing.Tick();
        _catchUps.Tick();
        _antiEntropy.Tick();
        _labels.Tick();
        _forgetting.Tick();
        _retention.Tick();
        Judge();
    }

    /// <summary>Handles the result of a request to the writer.</summary>
    public void OnApplied(DatabaseRequest request, DatabaseResult result)
    {
        switch (request)
        {
            case MergeParts { IsPush: true } push: _pushing.OnPushMerged(push, result); return;
            case MergeParts: _catchUps.OnPageMerged(result); break;
            case ReplaceRecords replace: _catchUps.OnReplaced(replace, result); break;
            case RestoreParts restore: _antiEntropy.OnRestored(restore, result); return;
        }

        Judge();
    }

    public void OnLocalChanges() => _pushing.PumpAll();
    public void OnWake() => _pushing.OnWake();
    public void OnDurable(VersionVector durable) => _pushing.OnDurable(durable);
    public Outcome<bool> Forget(string node) => _forgetting.Forget(node);
    public void OnWriteDurable(long sequence, AcknowledgementLevel level, KnownNodes known, TimeSpan waited, object ticket) =>
        _pushing.OnWriteDurable(sequence, level, known, waited, ticket);
    public void Seek(VersionVector vector) => _seeking.Seek(vector);
    public ReplicaStatus Describe() => _report.Describe();
    public IEnumerable<string> OutOfTouchFor(TimeSpan time) => _report.OutOfTouchFor(time);

    /// <summary>Leaves the cluster in an orderly way: quorums no longer count this node.</summary>
    public void Leave()
    {
        _phases.OnLeave();
        _hellos.SayToAll();
    }

    private bool OnHello(Hello hello)
    {
        if (_hellos.Hear(hello) is not { } peer)
            return false;
        _catchUps.FollowUp(peer);
        _seeking.TryFetchFrom(peer);
        _pushing.SettleWrites();
        _pushing.Pump(peer);
        Judge();
        return true;
    }

    /// <summary>A change of phase is told at once.</summary>
    private void Judge()
    {
        if (_phases.Judge())
            _hellos.SayToAll();
    }
}
