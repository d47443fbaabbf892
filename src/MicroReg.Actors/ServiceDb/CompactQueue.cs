using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// A linked queue for many producers and one consumer, without locks (Vyukov's non-intrusive MPSC node queue). A
/// producer first takes its place at the head and then links it; a consumer that comes between sees the queue end
/// before it, and is woken again, because the producer wakes it after it has linked.
/// <code>
/// _tail ─► [taken] ─► [next] ─► … ─► [newest] ◄─ _head
/// </code>
/// </summary>
public sealed class CompactQueue : IMessageQueue
{
    private Node _head;
    private Node _tail;

    /// <summary>Creates an empty queue.</summary>
    public CompactQueue() => _head = _tail = new Node(default);

    /// <inheritdoc />
    public bool HasMessages => Volatile.Read(ref _tail).Next is not null;

    /// <summary>How many messages wait; counted by walking, for diagnostics only.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var node = Volatile.Read(ref _tail).Next; node is not null; node = node.Next)
                count++;
            return count;
        }
    }

    /// <inheritdoc />
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var node = new Node(envelope);
        Interlocked.Exchange(ref _head, node).Next = node;
    }

    /// <inheritdoc />
    public bool TryDequeue(out Envelope envelope)
    {
        if (_tail.Next is not { } next)
        {
            envelope = default;
            return false;
        }

        envelope = next.Envelope;
        next.Envelope = default;
        Volatile.Write(ref _tail, next);
        return true;
    }

    /// <inheritdoc />
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    private sealed class Node(Envelope envelope)
    {
        private volatile Node? _next;

        public Envelope Envelope = envelope;

        public Node? Next
        {
            get => _next;
            set => _next = value;
        }
    }
}
