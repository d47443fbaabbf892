using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Push: sends this run's changes to every reachable node, in order; takes theirs and acknowledges them; answers the writes that wait for
/// acknowledgements.
/// </summary>
internal sealed class Pushing(ReplicaContext context, PeerTable peers)
{
    private readonly PendingWrites _writes = new(context.Self.NodeId, context.Host);
    private readonly Func<PartChange, int> _sizeOf = context.Host.SizeOf;
    private readonly Func<string, Peer?> _peerOf = peers.Find;
    private readonly Func<Peer, bool> _isReachable = peers.IsReachable;
    private readonly List<(OvertakenWrite Write, TimeSpan At)> _overtaken = [];
    private Push? _lastFrame;
    private TimeSpan? _wakeAskedAt;

    /// <summary>What is on this node's disk.</summary>
    public VersionVector Durable { get; private set; } = context.Records.Vector;

    /// <summary>How many writes were answered below their level.</summary>
    public long DegradedWrites => _writes.Degraded;

    /// <summary>True once every reachable node has all of this run's changes on disk.</summary>
    public bool IsDrained => peers.Reachable().All(peer => peer.Stream.Durable >= context.Records.Sequence);

    /// <summary>
    /// The last sequence of this run that some other node has confirmed, on disk or in memory; the greatest number while no node that
    /// takes pushes is reachable.
    /// </summary>
    public long ConfirmedElsewhere
    {
        get
        {
            var (now, confirmed) = (context.Now, -1L);
            foreach (var peer in peers.All)
                if (peer.IsReachable(now, context.Options) && peer.TakesPushes)
                    confirmed = Math.Max(confirmed, Math.Max(peer.Stream.Confirmed, peer.Stream.ConfirmedInMemory));
            return confirmed < 0 ? long.MaxValue : confirmed;
        }
    }

    /// <summary>Sends to all what they lack.</summary>
    public void PumpAll()
    {
        foreach (var peer in peers.Reachable())
            Pump(peer);
    }

    /// <summary>
    /// Sends what a node lacks. A frame that is not full waits for a short time while two are in flight, and collects further changes. So
    /// frames grow with the load.
    /// </summary>
    public void Pump(Peer peer)
    {
        if (!peer.TakesPushes)
            return;
        var (last, stream) = (context.Records.Sequence, peer.Stream);
        while (stream.Sent < last && stream.InFlight < context.Options.Window)
        {
            var (frame, isFull) = FrameAfter(stream.Sent);
            if (stream.InFlight >= 2 && !isFull && context.Now - stream.SentAt < context.Options.Linger)
            {
                WakeSoon();
                return;
            }

            context.Host.Send(peer.Address, frame);
            stream.OnSent(frame.UpTo, !isFull, frame.Parts.Length == frame.UpTo - frame.After, context.Now);
        }
    }

    /// <summary>Handles the end of a wait that <see cref="IReplicaHost.WakeIn"/> started.</summary>
    public void OnWake()
    {
        _wakeAskedAt = null;
        PumpAll();
    }

    /// <summary>Sends again what was lost, and answers writes whose time is over.</summary>
    public void Tick()
    {
        foreach (var peer in peers.Reachable())
        {
            peer.Stream.ResendIfOverdue(context.Now, context.Options.ResendAfter);
            Pump(peer);
        }

        SettleWrites();
    }

    /// <summary>Handles a write that is on this node's disk and waits for other nodes.</summary>
    /// <param name="sequence">Its sequence in this run.</param>
    /// <param name="level">The level that was asked for.</param>
    /// <param name="known">The known nodes when it was committed.</param>
    /// <param name="waited">How long it has waited so far.</param>
    /// <param name="ticket">Comes back with <see cref="IReplicaHost.Answer"/>.</param>
    public void OnWriteDurable(long sequence, AcknowledgementLevel level, KnownNodes known, TimeSpan waited, object ticket)
    {
        var deadline = context.Now + context.Options.AcknowledgementTimeout - waited;
        _writes.Add(new PendingWrite(sequence, level, known, deadline, ticket));
        SettleWrites();
    }

    /// <summary>Answers the writes that can be answered.</summary>
    public void SettleWrites() => _writes.Settle(context.Now, _peerOf, _isReachable);

    /// <summary>Acknowledges to other nodes what is now on this node's disk.</summary>
    public void OnDurable(VersionVector durable)
    {
        var before = Durable;
        Durable = durable;
        foreach (var peer in peers.Reachable())
            if (durable.SequenceOf(peer.Last.Origin) > before.SequenceOf(peer.Last.Origin))
                Acknowledge(peer, isGap: false);
    }

    /// <summary>Has the changes of another node merged.</summary>
    public void OnPush(Peer peer, Push push)
    {
        if (push.Origin != peer.Last.Origin)
            return; // From an ended run, or from one whose Hello is still in flight. It will be sent again.
        context.Host.Ask(new MergeParts(
            push.Parts, VersionVector.Of(push.Origin, push.After), VersionVector.Of(push.Origin, push.UpTo), peer.Address, IsPush: true)
        {
            Owed = push.Seen,
        });
    }

    /// <summary>
    /// Acknowledges what is merged and not yet on disk, so that the sender can publish it. Under load the acknowledgement from disk, which
    /// follows, is enough.
    /// </summary>
    public void OnPushMerged(MergeParts push, DatabaseResult result)
    {
        if (peers.At(push.Source) is not { } peer)
            return;
        var isOnDisk = Durable.Covers(push.To);
        if (!result.IsGap && !isOnDisk)
        {
            if (context.Now - peer.AcknowledgedAt < context.Options.AcknowledgeInterval)
                return;
            peer.AcknowledgedAt = context.Now;
        }

        Acknowledge(peer, result.IsGap);
    }

    /// <summary>Takes note of what another node has.</summary>
    public void OnAcknowledged(Peer peer, PushAcknowledgement acknowledgement)
    {
        if (acknowledgement.Origin != context.Origin)
            return;
        peer.Stream.OnAcknowledged(acknowledgement, context.Now);
        UpdateConfirmed(peer);
        SettleWrites();
        Pump(peer);
    }

    /// <summary>
    /// Finds out which writes a node has, from what it has on disk. A write that a part of another node superseded counts only once the
    /// node has that part on disk: nobody else may have it there yet.
    /// </summary>
    public void UpdateConfirmed(Peer peer)
    {
        _overtaken.RemoveAll(overtaken => context.Now - overtaken.At > 2 * context.Options.AcknowledgementTimeout);
        _overtaken.AddRange(context.Database.Overtaken.Take().Select(write => (write, context.Now)));
        var most = long.MaxValue;
        foreach (var ((sequence, by), _) in _overtaken)
            if (sequence > peer.Stream.Confirmed && !peer.Last.Durable.Covers(by) && !peer.Last.Compacted.Covers(by))
                most = Math.Min(most, sequence - 1);
        peer.Stream.UpdateConfirmed(context.Records.Sequence, most);
    }

    /// <summary>Asks for a wake-up. It is asked for again after a while, because a restarted host forgets it.</summary>
    private void WakeSoon()
    {
        if (context.Now - _wakeAskedAt < context.Options.ResendAfter)
            return;
        _wakeAskedAt = context.Now;
        context.Host.WakeIn(context.Options.Linger);
    }

    /// <summary>Nodes at the same sequence share one frame, which is encoded once.</summary>
    private (Push Frame, bool IsFull) FrameAfter(long after)
    {
        if (_lastFrame is { } existing && existing.After == after && existing.UpTo == context.Records.Sequence)
            return (existing, false);
        var parts = ImmutableArray.CreateBuilder<PartChange>();
        var budget = new FrameBudget(context.Options.FrameBytes, _sizeOf);
        var (upTo, more) = context.Records.ReadOwn(after, (position, key, record) => budget.Take(position, key, record, parts));
        var seen = parts.Count == upTo - after ? VersionVector.Empty : context.Database.Seen;
        _lastFrame = new Push(context.Origin, after, upTo, parts.DrainToImmutable()) { Seen = seen };
        return (_lastFrame, more);
    }

    private void Acknowledge(Peer peer, bool isGap)
    {
        var origin = peer.Last.Origin;
        context.Host.Send(peer.Address, new PushAcknowledgement(
            origin, context.Records.Vector.SequenceOf(origin), Durable.SequenceOf(origin), isGap));
    }
}
