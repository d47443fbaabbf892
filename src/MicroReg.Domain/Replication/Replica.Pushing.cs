using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

// Push: sends this run's changes to every reachable node, in order, and handles the acknowledgements.
internal sealed partial class Replica
{
    private Push? _lastFrame;
    private TimeSpan? _wakeAskedAt;

    /// <summary>Pushes changes that this node has committed.</summary>
    public void OnLocalChanges()
    {
        foreach (var peer in Reachable())
            Pump(peer);
    }

    /// <summary>Handles the end of a wait that <see cref="IReplicaHost.WakeIn"/> started.</summary>
    public void OnWake()
    {
        _wakeAskedAt = null;
        OnLocalChanges();
    }

    /// <summary>Handles a write that is on this node's disk and waits for other nodes.</summary>
    /// <param name="sequence">Its sequence in this run.</param>
    /// <param name="level">The level that was asked for.</param>
    /// <param name="known">The known nodes when it was committed.</param>
    /// <param name="waited">How long it has waited so far.</param>
    /// <param name="ticket">Comes back with <see cref="IReplicaHost.Answer"/>.</param>
    public void OnWriteDurable(long sequence, Rules.AcknowledgementLevel level, KnownNodes known, TimeSpan waited, object ticket)
    {
        _writes.Add(new PendingWrite(sequence, level, known, Now + _options.AcknowledgementTimeout - waited, ticket));
        SettleWrites();
    }

    /// <summary>Acknowledges to other nodes what is now on this node's disk.</summary>
    public void OnDurable(VersionVector durable)
    {
        var before = _durable;
        _durable = durable;
        foreach (var peer in Reachable())
            if (durable.SequenceOf(peer.Last.Origin) > before.SequenceOf(peer.Last.Origin))
                Acknowledge(peer, isGap: false);
    }

    /// <summary>
    /// Sends what a node lacks. A frame that is not full waits for a short time while two are in flight, and collects further changes. So
    /// frames grow with the load.
    /// </summary>
    private void Pump(Peer peer)
    {
        // It will take a complete copy first. Pushing all changes of this run as well would be wasted.
        if (!TakesPushes(peer))
            return;
        var last = _database.Records.Sequence;
        while (peer.Sent < last && peer.InFlight < _options.Window)
        {
            var (frame, isFull) = FrameAfter(peer.Sent);
            if (peer.InFlight >= 2 && !isFull && Now - peer.SentAt < _options.Linger)
            {
                WakeSoon();
                return;
            }

            _host.Send(peer.Address, frame);
            peer.OnSent(frame.UpTo, !isFull, frame.Parts.Length == frame.UpTo - frame.After, Now);
        }
    }

    /// <summary>Asks for a wake-up. It is asked for again after a while, because a restarted host forgets it.</summary>
    private void WakeSoon()
    {
        if (Now - _wakeAskedAt < _options.ResendAfter)
            return;
        _wakeAskedAt = Now;
        _host.WakeIn(_options.Linger);
    }

    /// <summary>Nodes at the same sequence share one frame, which is encoded once.</summary>
    private (Push Frame, bool IsFull) FrameAfter(long after)
    {
        if (_lastFrame is { } existing && existing.After == after && existing.UpTo == _database.Records.Sequence)
            return (existing, false);
        var parts = ImmutableArray.CreateBuilder<PartChange>();
        var budget = new FrameBudget(_options.FrameBytes, _sizeOf);
        var (upTo, more) = _database.Records.ReadOwn(after, (position, key, record) => budget.Take(position, key, record, parts));
        _lastFrame = new Push(Origin, after, upTo, parts.DrainToImmutable());
        return (_lastFrame, more);
    }

    private void OnPush(Peer peer, Push push)
    {
        if (push.Origin != peer.Last.Origin)
            return; // From an ended run, or from one whose Hello is still in flight. It will be sent again.
        _host.Ask(new MergeParts(
            push.Parts, VersionVector.Of(push.Origin, push.After), VersionVector.Of(push.Origin, push.UpTo), peer.Address, IsPush: true));
    }

    private void OnPushMerged(MergeParts push, DatabaseResult result)
    {
        if (PeerAt(push.Source) is not { } peer)
            return;
        var isKnown = _durable.Covers(push.To);
        if (result.IsGap || isKnown)
            Acknowledge(peer, result.IsGap);
        else if (Now - peer.AcknowledgedAt >= _options.AcknowledgeInterval)
            AcknowledgeInMemory(peer);
    }

    /// <summary>
    /// Acknowledges what is in memory and not yet on disk, so that the sender can publish it. Under load the acknowledgement from disk,
    /// which follows, is enough.
    /// </summary>
    private void AcknowledgeInMemory(Peer peer)
    {
        peer.AcknowledgedAt = Now;
        Acknowledge(peer, isGap: false);
    }

    private void Acknowledge(Peer peer, bool isGap) => _host.Send(peer.Address, new PushAcknowledgement(
        peer.Last.Origin, _database.Records.Vector.SequenceOf(peer.Last.Origin), _durable.SequenceOf(peer.Last.Origin), isGap));

    private void OnPushAcknowledgement(Peer peer, PushAcknowledgement acknowledgement)
    {
        if (acknowledgement.Origin != Origin)
            return;
        peer.OnAcknowledged(acknowledgement, Now);
        peer.UpdateConfirmed(_database.Records.Sequence);
        SettleWrites();
        Pump(peer);
    }

    private void ResendTo(Peer peer, TimeSpan now)
    {
        if (peer.Seen < peer.Sent && now - peer.ProgressAt >= _options.ResendAfter)
        {
            peer.AllowGaps();
            peer.GoBack(now);
        }

        Pump(peer);
    }

    private void SettleWrites() =>
        _writes.Settle(Now, _peerOf, _isReachable);
}
