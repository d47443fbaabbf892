using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>The changes of this run on their way to one other node: what was sent, seen, and is on its disk.</summary>
internal sealed class PushStream
{
    private readonly Queue<long> _inFlight = [];

    /// <summary>The ends of sent frames up to which nothing was left out. Only these can be confirmed.</summary>
    private readonly Queue<long> _whole = [];

    /// <summary>The last of them.</summary>
    private long _sentWhole;

    /// <summary>What it had seen when it reported a gap that is being dealt with; -1 if there is none.</summary>
    private long _gapAt = -1;

    /// <summary>The last sequence of this node that the other has on disk.</summary>
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

    /// <summary>When something was last sent or acknowledged.</summary>
    public TimeSpan ProgressAt { get; private set; }

    /// <summary>Takes over what it has by its Hello.</summary>
    /// <param name="heard">The Hello.</param>
    /// <param name="self">This run.</param>
    /// <param name="isNewRun">True if it has restarted: the stream begins again at what it has.</param>
    public void Hear(Hello heard, OriginId self, bool isNewRun)
    {
        var (durable, seen) = (heard.Durable.SequenceOf(self), heard.Vector.SequenceOf(self));
        if (isNewRun || Sent == 0)
            Restart(durable, seen);
        Durable = Math.Max(Durable, durable);
        Seen = Math.Max(Seen, seen);
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
    /// <param name="most">The last sequence before a write whose successor, of another node, the peer may lack.</param>
    public void UpdateConfirmed(long last, long most = long.MaxValue)
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
        {
            Confirmed = Math.Max(Confirmed, Math.Min(mark, most));
            if (mark > most)
                break;
            _whole.Dequeue();
        }

        if (Durable >= last)
            Confirmed = Math.Max(Confirmed, Math.Min(Durable, most));
    }

    /// <summary>Sends again from what it has in memory, if an acknowledgement is overdue.</summary>
    public void ResendIfOverdue(TimeSpan now, TimeSpan patience)
    {
        if (Seen >= Sent || now - ProgressAt < patience)
            return;
        AllowGaps();
        GoBack(now);
    }

    public void AllowGaps() => _gapAt = -1;

    private void GoBack(TimeSpan now)
    {
        _inFlight.Clear();
        Sent = Seen;
        ForgetUnseen();
        ProgressAt = now;
    }

    private void Restart(long durable, long seen)
    {
        _inFlight.Clear();
        _gapAt = -1;
        (Durable, Seen) = (durable, seen);
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
