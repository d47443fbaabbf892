using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// A queue that takes next to nothing until it is used. A plain queue under a short lock, on purpose: a consumer that
/// goes to sleep asks <see cref="HasMessages"/> after it has said so, and a producer looks whether the consumer sleeps
/// after it has enqueued. Whichever takes the lock second sees what the other did before, so no message is ever left
/// beside a sleeping actor. (A lock-free linked queue, tried here first, lost one in some hundred thousand that way.)
/// </summary>
public sealed class CompactQueue : IMessageQueue
{
    private readonly Queue<Envelope> _messages = new();

    /// <inheritdoc />
    public bool HasMessages => Count > 0;

    /// <inheritdoc />
    public int Count
    {
        get
        {
            lock (_messages)
                return _messages.Count;
        }
    }

    /// <inheritdoc />
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (_messages)
            _messages.Enqueue(envelope);
    }

    /// <inheritdoc />
    public bool TryDequeue(out Envelope envelope)
    {
        lock (_messages)
            return _messages.TryDequeue(out envelope);
    }

    /// <inheritdoc />
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
