using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>Another node, as this run knows it.</summary>
internal sealed class Peer(Hello hello)
{
    private readonly Queue<long> _inFlight = [];
    /// <summary>The ends of sent frames up to which nothing was left out. Only these can be confirmed.</summary>
    private readonly Queue<long> _whole = [];

    /// <summary>The last of them.</summary>
    private long _sentWhole;

    /// <summary>What it had seen when it reported a gap that is being dealt with; -1 if there is none.</summary>
    private long _gapAt = -1;

    private readonly Queue<long> _clocks = [];

    public string NodeId { get; } = hello.NodeId;

    public Hello Last { get; private set; } = hello;

    public string Address => Last.Address;

    public TimeSpan HeardAt { get; set; }

    public DateTimeOffset HeardAtWallClock { get; set; }

    /// <summary>
    /// Since when each of its Hellos has asked for an answer, which means that it does not hear this node; null if it does.
    /// </summary>
    public TimeSpan? UnansweredSince { get; set; }

    /// <summary>
    /// How far its clock is ahead, in milliseconds: the smallest of the last few. A delayed Hello makes a clock look slow.
    /// </summary>
    public long ClockAhead => _clocks.MinBy(Math.Abs);

    /// <summary>What it had seen at its last Hello but one. Changes in it that this node still lacks are not merely in flight.</summary>
    public VersionVector SeenBefore { get; private set; } = VersionVector.Empty;

    /// <summary>The last sequence of this node that it has on disk.</summary>
    public long Durable { get; private set; }

    /// <summary>
    /// The last sequence of this node that it has on disk together with everything that superseded it. A full frame leaves out changes
    /// whose successors come in a later frame. Such changes are covered, but their callers must wait.
    /// </summary>
    public long Confirmed { get; private set; }

    /// <summary>
    /// Like <see cref="Confirmed"/>, but in memory. That is enough to feed events, because it survives the loss of one node.
    /// </summary>
    public long ConfirmedInMemory { get; private set; }

    /// <summary>The last sequence of this node that it has in memory.</summary>
    public long Seen { get; private set; }

    /// <summary>The last sequence of this node that was sent to it.</summary>
    public long Sent { get; private set; }

    public int InFlight => _inFlight.Count;

    /// <summary>When a frame was last sent to it.</summary>
    public TimeSpan SentAt { get; private set; }

    /// <summary>When its changes in this node's memory were last acknowledged, before they were on disk.</summary>
    public TimeSpan AcknowledgedAt { get; set; }

    /// <summary>When something was last sent or acknowledged.</summary>
    public TimeSpan ProgressAt { get; private set; }

    public Comparison Comparison { get; } = new();

    public bool IsReachable(TimeSpan now, ReplicationOptions options) => now - HeardAt <= options.PeerTimeout;

    /// <summary>Takes over a Hello. A new run begins at its durable sequence.</summary>
    public void Hear(Hello heard, OriginId self)
    {
        var isNewRun = heard.Origin != Last.Origin;
        SeenBefore = isNewRun ? VersionVector.Empty : Last.Vector;
        Last = heard;
        if (isNewRun || Sent == 0)
            Restart(heard, self);
        Durable = Math.Max(Durable, heard.Durable.SequenceOf(self));
        Seen = Math.Max(Seen, heard.Vector.SequenceOf(self));
    }

    public void CompareClocks(long ahead)
    {
        _clocks.Enqueue(ahead);
        if (_clocks.Count > 5)
            _clocks.Dequeue();
    }

    /// <param name="upTo">Where the frame ends.</param>
    /// <param name="isComplete">True if it ends with the latest change.</param>
    /// <param name="hasAll">True if it leaves out no change before its end.</param>
    /// <param name="now">The time.</param>
    public void OnSent(long upTo, bool isComplete, bool hasAll, TimeSpan now)
    {
        if (isComplete || (hasAll && Sent == _sentWhole))
        {
            _whole.Enqueue(upTo);
            _sentWhole = upTo;
        }

        _inFlight.Enqueue(upTo);
        Sent = upTo;
        SentAt = ProgressAt = now;
    }

    public void OnAcknowledged(PushAcknowledgement acknowledgement, TimeSpan now)
    {
        if (acknowledgement.Seen > Seen || acknowledgement.Durable > Durable)
            ProgressAt = now;
        Seen = Math.Max(Seen, acknowledgement.Seen);
        Durable = Math.Max(Durable, acknowledgement.Durable);
        Sent = Math.Max(Sent, Seen);
        while (_inFlight.TryPeek(out var upTo) && upTo <= Seen)
            _inFlight.Dequeue();

        // Every frame behind a lost one reports the same gap. Going back once is enough.
        if (acknowledgement.IsGap && acknowledgement.Seen == Seen && _gapAt != Seen && _inFlight.Count > 0)
        {
            _gapAt = Seen;
            GoBack(now);
        }
    }

    /// <summary>Updates <see cref="Confirmed"/> and <see cref="ConfirmedInMemory"/> from what it has on disk and in memory.</summary>
    /// <param name="last">The last sequence of this node: a peer that has it has all successors, too.</param>
    public void UpdateConfirmed(long last)
    {
        foreach (var seen in _whole)
        {
            if (seen > Seen)
                break;
            ConfirmedInMemory = Math.Max(ConfirmedInMemory, seen);
        }

        if (Seen >= last)
            ConfirmedInMemory = Math.Max(ConfirmedInMemory, Seen);
        while (_whole.TryPeek(out var mark) && mark <= Durable)
            Confirmed = Math.Max(Confirmed, _whole.Dequeue());
        if (Durable >= last)
            Confirmed = Math.Max(Confirmed, Durable);
    }

    /// <summary>Sends again from what it has in memory.</summary>
    public void GoBack(TimeSpan now)
    {
        _inFlight.Clear();
        Sent = Seen;
        ForgetUnseen();
        ProgressAt = now;
    }

    public void AllowGaps() => _gapAt = -1;

    private void Restart(Hello heard, OriginId self)
    {
        _inFlight.Clear();
        _gapAt = -1;
        (Durable, Seen) = (heard.Durable.SequenceOf(self), heard.Vector.SequenceOf(self));
        ConfirmedInMemory = Confirmed;
        Sent = Seen;
        ForgetUnseen();
    }

    /// <summary>Forgets the frames that it has not seen: the changes are sent again, maybe in other frames.</summary>
    private void ForgetUnseen()
    {
        var seen = _whole.Where(mark => mark <= Seen).ToArray();
        _whole.Clear();
        _sentWhole = Confirmed;
        foreach (var mark in seen)
        {
            _whole.Enqueue(mark);
            _sentWhole = mark;
        }
    }
}

/// <summary>The results of digest comparisons with one node.</summary>
internal sealed class Comparison
{
    public int Differing { get; set; }

    public DateTimeOffset? Since { get; set; }

    public DateTimeOffset? At { get; set; }
}
