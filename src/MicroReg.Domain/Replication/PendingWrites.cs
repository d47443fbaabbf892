using MicroReg.Domain.Nodes;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Replication;

/// <summary>A write that is on this node's disk and waits for other nodes.</summary>
/// <param name="Sequence">Its sequence in this run.</param>
/// <param name="Level">The level that was asked for.</param>
/// <param name="Known">The known nodes when it was committed. Its quorum is taken from these.</param>
/// <param name="Deadline">When it is answered as degraded.</param>
/// <param name="Ticket">Comes back with the answer.</param>
internal sealed record PendingWrite(long Sequence, AcknowledgementLevel Level, KnownNodes Known, TimeSpan Deadline, object Ticket)
{
    /// <summary>How many nodes must have it on disk.</summary>
    public int Needed => Level.Needed(Known);
}

/// <summary>
/// The writes that wait for an acknowledgement level. Nodes acknowledge prefixes, so only the first write of each level has to be
/// examined.
/// </summary>
internal sealed class PendingWrites(string self, IReplicaHost host)
{
    private readonly Queue<PendingWrite> _majority = [];
    private readonly Queue<PendingWrite> _all = [];

    public long Degraded { get; private set; }

    public void Add(PendingWrite write) => (write.Level == AcknowledgementLevel.All ? _all : _majority).Enqueue(write);

    /// <summary>Answers every write that has met its level, can no longer meet it, or has reached its deadline.</summary>
    /// <param name="now">The time.</param>
    /// <param name="peerOf">Finds a node that was heard in this run.</param>
    /// <param name="isReachable">Whether a node is reachable.</param>
    public void Settle(TimeSpan now, Func<string, Peer?> peerOf, Func<Peer, bool> isReachable)
    {
        Settle(_majority, now, peerOf, isReachable);
        Settle(_all, now, peerOf, isReachable);
    }

    private void Settle(Queue<PendingWrite> writes, TimeSpan now, Func<string, Peer?> peerOf, Func<Peer, bool> isReachable)
    {
        while (writes.TryPeek(out var write))
        {
            // A node that is not counted does not count for its own quorum, unless there are no counted nodes.
            var own = write.Known.Counted.IsEmpty || write.Known.Find(self) is { State: NodeState.Counted } ? 1 : 0;
            var (confirmed, attainable) = (own, own);
            foreach (var node in write.Known.Counted)
            {
                if (node.NodeId == self || peerOf(node.NodeId) is not { } peer)
                    continue;
                var hasConfirmed = peer.Stream.Confirmed >= write.Sequence;
                confirmed += hasConfirmed ? 1 : 0;
                attainable += hasConfirmed || isReachable(peer) ? 1 : 0;
            }

            var isMet = confirmed >= write.Needed;
            if (!isMet && now < write.Deadline && attainable >= write.Needed)
                return;
            writes.Dequeue();
            Degraded += isMet ? 0 : 1;
            host.Answer(write.Ticket, new Acknowledged(write.Level, isMet)
            {
                Reached = isMet ? write.Level
                    : confirmed >= AcknowledgementLevel.Majority.Needed(write.Known) ? AcknowledgementLevel.Majority
                    : AcknowledgementLevel.Local,
            });
        }
    }
}

/// <summary>What the acknowledgement levels mean in numbers of nodes.</summary>
internal static class AcknowledgementLevels
{
    /// <summary>How many of the counted nodes must have a write on disk.</summary>
    public static int Needed(this AcknowledgementLevel level, KnownNodes known) => level switch
    {
        AcknowledgementLevel.All => Math.Max(1, known.Counted.Length),
        AcknowledgementLevel.Majority => known.Counted.Length / 2 + 1,
        _ => 1,
    };
}
