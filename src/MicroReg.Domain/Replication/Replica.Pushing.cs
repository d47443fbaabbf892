using System.Collections.Immutable;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

// Push: this run's changes to every node that is heard, in order, and their acknowledgements.
public sealed partial class Replica
{
    private Push? _lastFrame;
    private TimeSpan? _wakeAskedAt;

    /// <summary>This node has committed changes of its own.</summary>
    public void OnLocalChanges()
    {
        foreach (var peer in Reachable())
            Pump(peer);
    }

    /// <summary>The time that was asked for with <see cref="IReplicaHost.WakeIn"/> is over.</summary>
    public void OnWake()
    {
        _wakeAskedAt = null;
        OnLocalChanges();
    }

    /// <summary>A write of this node is on its disk and waits for others.</summary>
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

    /// <summary>Everything that a vector covers is on this node's disk: whoever sent it is told.</summary>
    public void OnDurable(VersionVector durable)
    {
        var before = _durable;
        _durable = durable;
        foreach (var peer in Reachable())
            if (durable.SequenceOf(peer.Last.Origin) > before.SequenceOf(peer.Last.Origin))
                Acknowledge(peer, isGap: false);
    }

    /// <summary>
    /// Sends what a node lacks. Frames that are not full wait while two are on their way, though not for long: what gathers
    /// meanwhile goes with the next one, so frames grow with the load.
    /// </summary>
    private void Pump(Peer peer)
    {
        // It takes a copy of everything first: a push of all that this run wrote would only come on top of that.
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

    /// <summary>A host that was replaced meanwhile has forgotten what it was asked for.</summary>
    private void WakeSoon()
    {
        if (Now - _wakeAskedAt < _options.ResendAfter)
            return;
        _wakeAskedAt = Now;
        _host.WakeIn(_options.Linger);
    }

    /// <summary>Nodes that are equally far get one frame, which is encoded once.</summary>
    private (Push Frame, bool IsFull) FrameAfter(long after)
    {
        if (_lastFrame is { } existing && existing.After == after && existing.UpTo == _database.Records.Sequence)
            return (existing, false);
        var parts = ImmutableArray.CreateBuilder<PartChange>();
        var budget = new FrameBudget(_options.FrameBytes);
        var (upTo, more) = _database.Records.ReadOwn(after, (position, key, record) => budget.Take(position, key, record, parts));
        _lastFrame = new Push(Origin, after, upTo, parts.DrainToImmutable());
        return (_lastFrame, more);
    }

    private void OnPush(Peer peer, Push push)
    {
        if (push.Origin != peer.Last.Origin)
            return; // From a run that is over, or whose Hello is still on its way: it will be sent again.
        _host.Ask(new MergeParts(push.Parts, VersionVector.Of(push.Origin, push.After), VersionVector.Of(push.Origin, push.UpTo), peer.Address, IsPush: true));
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

    /// <summary>What is not on disk here yet may be told to subscribers there. Under load the disk's acknowledgement, which follows, will do.</summary>
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
