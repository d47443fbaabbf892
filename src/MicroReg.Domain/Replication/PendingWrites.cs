using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Replication;

/// <summary>A write that is on this node's disk and waits for others'.</summary>
/// <param name="Sequence">Its sequence in this run.</param>
/// <param name="Level">The level that was asked for.</param>
/// <param name="Known">The known nodes when it was committed: its quorum is one of these.</param>
/// <param name="Deadline">When it is answered with what was reached.</param>
/// <param name="Ticket">Comes back with the answer.</param>
public sealed record PendingWrite(long Sequence, AcknowledgementLevel Level, KnownNodes Known, TimeSpan Deadline, object Ticket)
{
    /// <summary>How many nodes must have it.</summary>
    public int Needed => Level.Needed(Known);
}

/// <summary>
/// The writes that wait for an acknowledgement level. Nodes acknowledge prefixes, so of each level only the first in
/// the queue has to be looked at.
/// </summary>
internal sealed class PendingWrites(string self, IReplicaHost host)
{
    private readonly Queue<PendingWrite> _majority = [];
    private readonly Queue<PendingWrite> _all = [];

    public long Degraded { get; private set; }

    public void Add(PendingWrite write) => (write.Level == AcknowledgementLevel.All ? _all : _majority).Enqueue(write);

    /// <summary>Answers what can be answered.</summary>
    /// <param name="now">The time.</param>
    /// <param name="peerOf">A node, if it has been heard in this run.</param>
    /// <param name="isReachable">Whether it is worth waiting for.</param>
    public void Settle(TimeSpan now, Func<string, Peer?> peerOf, Func<Peer, bool> isReachable)
    {
        Settle(_majority, now, peerOf, isReachable);
        Settle(_all, now, peerOf, isReachable);
    }

    private void Settle(Queue<PendingWrite> writes, TimeSpan now, Func<string, Peer?> peerOf, Func<Peer, bool> isReachable)
    {
        while (writes.TryPeek(out var write))
        {
            // A node that does not count (yet, or any more) holds it for nobody's quorum, unless there is none.
            var own = write.Known.Counted.IsEmpty || write.Known.Find(self) is { State: NodeState.Counted } ? 1 : 0;
            var (confirmed, attainable) = (own, own);
            foreach (var node in write.Known.Counted)
            {
                if (node.NodeId == self || peerOf(node.NodeId) is not { } peer)
                    continue;
                var hasConfirmed = peer.Confirmed >= write.Sequence;
                confirmed += hasConfirmed ? 1 : 0;
                attainable += hasConfirmed || isReachable(peer) ? 1 : 0;
            }

            var isMet = confirmed >= write.Needed;
            if (!isMet && now < write.Deadline && attainable >= write.Needed)
                return;
            writes.Dequeue();
            Degraded += isMet ? 0 : 1;
            host.Answer(write.Ticket, new Acknowledged(write.Level, isMet));
        }
    }
}

/// <summary>What the levels mean in nodes.</summary>
public static class AcknowledgementLevels
{
    /// <summary>How many of the counted nodes must have a write on disk.</summary>
    public static int Needed(this AcknowledgementLevel level, KnownNodes known) => level switch
    {
        AcknowledgementLevel.All => Math.Max(1, known.Counted.Length),
        AcknowledgementLevel.Majority => known.Counted.Length / 2 + 1,
        _ => 1,
    };
}
