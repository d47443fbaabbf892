using Akka.Actor;
using MicroReg.Domain.Kernel;

namespace MicroReg.Actors.Cluster;

/// <summary>An actor system that serves.</summary>
/// <param name="System">The actor system.</param>
/// <param name="ServiceDb">Who takes the commands in it.</param>
/// <param name="Replication">Who replicates in it.</param>
/// <param name="Address">Host and port of its cluster endpoint; empty if it has none.</param>
/// <param name="Ended">Cancelled once it has ended and no actor in it answers any more.</param>
internal sealed record RunningSystem(
    ActorSystem System, IActorRef ServiceDb, IActorRef Replication, string Address, CancellationToken Ended)
{
    /// <summary>The path of all who wait outside the actors for an answer of <see cref="ServiceDb"/>.</summary>
    internal ActorPath ReplyPath { get; } = ServiceDb.Path / "caller";
}

/// <summary>
/// The current actor system. It may have to be replaced while the process goes on. Code outside the actors finds the current one here, or
/// waits for the next. Thread-safe.
/// </summary>
internal sealed class CurrentSystem
{
    private volatile TaskCompletionSource<RunningSystem> _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Readiness _absence = new(false, false, "The node is starting.");
    private volatile RegistryFault? _writeFault;
    private volatile bool _hasGivenUp;
    private volatile string _address = "";

    /// <summary>The one that serves; null while there is none.</summary>
    public RunningSystem? Running => _running.Task is { IsCompletedSuccessfully: true } running ? running.Result : null;

    /// <summary>Comes with the one that serves, now or later.</summary>
    public Task<RunningSystem> WhenRunning => _running.Task;

    /// <summary>What the actor system lets the node be: lookups need none, so a node without one answers on, as stale.</summary>
    public Readiness Readiness => Running is null ? _absence : Readiness.Ready;

    /// <summary>Why writes are refused at once; null while there is an actor system that takes them, or they may wait for one.</summary>
    public RegistryFault? WriteFault => _writeFault;

    /// <summary>True once the node has stopped trying to get another actor system in the place of one that failed.</summary>
    public bool HasGivenUp => _hasGivenUp;

    /// <summary>Host and port of the cluster endpoint, the last one while there is none; empty if the node has none.</summary>
    public string Address => _address;

    /// <summary>An actor system serves.</summary>
    public void Begin(RunningSystem running)
    {
        _address = running.Address;
        _writeFault = null;
        _running.TrySetResult(running);
    }

    /// <summary>The one that served does not any more; another one follows.</summary>
    /// <param name="reason">Why, for operators and callers.</param>
    public void Restart(string reason) => End(new Readiness(true, true, $"The actor system restarts: {reason}."));

    /// <summary>
    /// The one that served can't do its work any more; another one follows. Until then the node is not ready, and refuses writes.
    /// </summary>
    /// <param name="reason">What happened, for operators and callers; a clause without a full stop.</param>
    public void Fail(string reason) => Refuse($"The actor system is replaced: {reason}.", "try again in a moment, or use another node");

    /// <summary>The one that served can't do its work any more, nor could another one: the node ends.</summary>
    /// <param name="reason">What happened, for operators and callers; a clause without a full stop.</param>
    public void GiveUp(string reason)
    {
        _hasGivenUp = true;
        Refuse($"The node ends after repeated failures: {reason}.", "use another node");
    }

    /// <summary>The node stops: no other follows.</summary>
    public void Stop() => End(new Readiness(false, true, "The node is shutting down."));

    private void Refuse(string reason, string advice)
    {
        _writeFault = new RegistryFault(FaultKind.Unavailable, $"{reason} Nothing was stored: {advice}.");
        End(new Readiness(false, true, reason));
    }

    private void End(Readiness absence)
    {
        _absence = absence;
        if (_running.Task.IsCompleted)
            _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
