using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// A queue for actors of which most wait for their next message: it holds one itself, and what comes meanwhile in a second queue that is
/// dropped as soon as it is empty. Under a short lock (of this object, which only Akka holds, so as to be one object), on purpose: a
/// consumer that goes to sleep asks <see cref="HasMessages"/> after it has said so, and a producer looks whether the consumer sleeps
/// after it has enqueued. Whichever takes the lock second sees what the other did before, so no message is ever left beside a sleeping
/// actor. (A lock-free linked queue, tried here first, lost one in some hundred thousand that way.)
/// </summary>
internal sealed class CompactQueue : IMessageQueue
{
    private Envelope _first;
    private Queue<Envelope>? _others;

    /// <inheritdoc />
    public bool HasMessages
    {
        get
        {
            lock (this)
                return _first.Message is not null;
        }
    }

    /// <inheritdoc />
    public int Count
    {
        get
        {
            lock (this)
                return (_first.Message is null ? 0 : 1) + (_others?.Count ?? 0);
        }
    }

    /// <inheritdoc />
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (this)
        {
            if (_first.Message is null)
                _first = envelope;
            else
                (_others ??= new Queue<Envelope>()).Enqueue(envelope);
        }
    }

    /// <inheritdoc />
    public bool TryDequeue(out Envelope envelope)
    {
        lock (this)
        {
            envelope = _first;
            _first = default;
            if (_others is not null && !_others.TryDequeue(out _first))
                _others = null;
            return envelope.Message is not null;
        }
    }

    /// <inheritdoc />
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
