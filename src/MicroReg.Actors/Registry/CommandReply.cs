using Akka.Actor;
using MicroReg.Actors.MicroDb;

namespace MicroReg.Actors.Registry;

/// <summary>
/// Who waits outside the actors for the answer to one command. Akka's <c>Ask</c> would do, but gives every question a name, a place in
/// a table and two registrations of its own: a fifth of what a status update allocated.
/// </summary>
/// <param name="provider">That of the actor system that is asked.</param>
/// <param name="path">How all who wait are called in a log.</param>
internal sealed class CommandReply(IActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    private readonly TaskCompletionSource<CommandAnswer?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public override ActorPath Path { get; } = path;

    /// <inheritdoc />
    public override IActorRefProvider Provider { get; } = provider;

    /// <summary>Comes with the answer; null if the actor system ends before it comes.</summary>
    public Task<CommandAnswer?> Answer => _answer.Task;

    /// <summary>Ends the wait with the actor system.</summary>
    /// <param name="ended">Tells that it has ended.</param>
    public CancellationTokenRegistration EndWith(CancellationToken ended) =>
        ended.UnsafeRegister(static reply => ((CommandReply)reply!)._answer.TrySetResult(null), this);

    /// <inheritdoc />
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is CommandAnswer answer)
            _answer.TrySetResult(answer);
        else
            Provider.DeadLetters.Tell(message, sender);
    }
}
