using Akka.Actor;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// Takes every decision about one service, one at a time: while a decision is being committed, further commands
/// wait here. It keeps no records: each decision reads what MicroDb has published, so a restart forgets nothing.
/// </summary>
public sealed class ServiceActor : UntypedActor
{
    private readonly string _name;
    private readonly RegistryDatabase _database;
    private readonly IActorRef _microDb;
    private Queue<(RegistryCommand Command, IActorRef Caller)>? _waiting;
    private bool _isCommitting;
    private bool _isRetiring;

    /// <summary>Creates the actor of a service.</summary>
    public ServiceActor(string name, RegistryDatabase database, IActorRef microDb) =>
        (_name, _database, _microDb) = (name, database, microDb);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RegistryCommand command when _isCommitting: (_waiting ??= []).Enqueue((command, Sender)); break;
            case RegistryCommand command: Decide(command, Sender); break;
            case CommitFinished: OnCommitFinished(); break;
            case DecideAgain again: Decide(again.Command, again.Caller); break;
            case Retire: OnRetire(); break;
            default: Unhandled(message); break;
        }
    }

    /// <summary>The caller whose command failed is told; those who wait keep their turn behind what is in the mailbox.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        switch (message)
        {
            case RegistryCommand: Sender.Tell(CommandAnswer.InternalError); break;
            case DecideAgain again: again.Caller.Tell(CommandAnswer.InternalError); break;
        }

        foreach (var (command, caller) in _waiting ?? [])
            Self.Tell(command, caller);
        if (_isRetiring)
            Self.Tell(Retire.Instance);
    }

    /// <summary>Asked to or not: ServiceDb must know. Cheaper, for so many actors, than to have each one watched.</summary>
    protected override void PostStop() => Context.Parent.Tell(new ServiceStopped(_name));

    private void Decide(RegistryCommand command, IActorRef caller)
    {
        var living = _database.View.Find(_name)?.Instances ?? [];
        var decision = ServiceRules.Decide(command, _database.Records.Get, living);
        _isCommitting = !decision.Writes.IsEmpty;
        if (_isCommitting)
        {
            _microDb.Tell(new Commit(decision, command, caller), Self);
            return;
        }

        caller.Tell(CommandAnswer.Unknown);
        DecideNext();
    }

    private void OnCommitFinished()
    {
        _isCommitting = false;
        DecideNext();
    }

    private void DecideNext()
    {
        if (_waiting is not null && _waiting.TryDequeue(out var next))
        {
            Decide(next.Command, next.Caller);
            return;
        }

        _waiting = null;
        if (_isRetiring)
            Context.Stop(Self);
        else if (_database.View.Find(_name) is null)
            Context.Parent.Tell(new ServiceEmptied(_name));
    }

    private void OnRetire()
    {
        _isRetiring = true;
        if (!_isCommitting)
            DecideNext();
    }
}
