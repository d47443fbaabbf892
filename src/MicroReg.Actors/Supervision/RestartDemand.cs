namespace MicroReg.Actors.Supervision;

/// <summary>Why an actor system is replaced by another one.</summary>
/// <param name="Reason">What happened, for operators and callers; a clause without a full stop.</param>
/// <param name="IsFailure">
/// True if the system can't do its work any more: until there is another one the node is not ready and refuses writes. False if Akka
/// demands another one: then the node answers as stale, and writes wait.
/// </param>
public sealed record RestartCause(string Reason, bool IsFailure);

/// <summary>The demand for another actor system in the place of one; made once for each.</summary>
public sealed class RestartDemand
{
    private readonly TaskCompletionSource<RestartCause> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why another one is wanted, once it is.</summary>
    public Task<RestartCause> Asked => _asked.Task;

    /// <summary>Asks for another one, because this one must end. Only the first reason counts.</summary>
    public void Ask(string reason) => _asked.TrySetResult(new RestartCause(reason, IsFailure: false));

    /// <summary>Asks for another one, because this one has failed. Only the first reason counts.</summary>
    public void Fail(string reason) => _asked.TrySetResult(new RestartCause(reason, IsFailure: true));
}
