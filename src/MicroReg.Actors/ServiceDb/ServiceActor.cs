using Akka.Actor;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// Takes every decision about one service, one at a time: while a decision is being committed, further commands
/// wait here. A command that means many instances is carried out piece by piece (<see cref="CommandPieces"/>). It keeps no records:
/// each decision reads what MicroDb has published, so a restart forgets nothing. When the service has no instance left and no command
/// waits, the actor asks ServiceDb to retire.
/// </summary>
internal sealed class ServiceActor : UntypedActor
{
    private readonly string _name;
    private readonly RegistryDatabase _database;
    private readonly IActorRef _microDb;
    private Queue<Turn>? _waiting;

    /// <summary>What MicroDb has been asked and has not answered; null if it may be asked.</summary>
    private object? _asked;

    /// <summary>Creates the actor of a service.</summary>
    public ServiceActor(string name, RegistryDatabase database, IActorRef microDb) =>
        (_name, _database, _microDb) = (name, database, microDb);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RegistryCommand command when _asked is null: Decide(command, Sender, after: null); break;
            case RegistryCommand command: Enqueue(new Turn(command, Sender)); break;
            case Turn turn: Enqueue(turn); break;
            case Committed { Commit: var commit }: OnAnswered(commit, RestOf(commit)); break;
            case DecideAgain { Commit: var commit }: OnAnswered(commit, SameAs(commit)); break;
            case CommitRefused refused: OnRefused(refused); break;
            case CommitFence: OnAnswered(message, next: null); break;
            case Retire: OnRetire(); return;
            default: Unhandled(message); return;
        }

        if (_asked is null)
            DecideNext();
    }

    /// <summary>
    /// Commands that wait keep their turn, behind what is in the mailbox. The caller of the one that failed has been told.
    /// </summary>
    protected override void PreRestart(Exception reason, object message)
    {
        foreach (var turn in _waiting ?? [])
            Self.Tell(turn);
    }

    /// <summary>
    /// Waits until MicroDb has answered what the former instance asked. Its answers carry what is needed to go on with a command.
    /// </summary>
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        Ask(new CommitFence());
    }

    /// <summary>ServiceDb must learn of every stop, expected or not. A message is cheaper than a watch on each of so many actors.</summary>
    protected override void PostStop()
    {
        foreach (var turn in _waiting ?? [])
            turn.Caller.Tell(CommandAnswer.Failed(turn.Unavailable));
        Context.Parent.Tell(new ServiceStopped(_name));
    }

    private void Decide(RegistryCommand command, IActorRef caller, Endpoint? after)
    {
        try
        {
            var (decision, piece) = CommandPieces.Decide(command, _database, after);

            // What remains of a command may find nothing more to write. Its caller still waits for the disk, so it is committed.
            if (decision.Writes.IsEmpty && after is null)
                caller.Tell(CommandAnswer.Unknown);
            else
                Ask(new Commit(decision, command, caller, piece));
        }
        catch
        {
            caller.Tell(CommandAnswer.InternalError);
            throw;
        }
    }

    private void Ask(object question)
    {
        _asked = question;
        _microDb.Tell(question, Self);
    }

    private static Turn SameAs(Commit commit) => new(commit.Command, commit.Caller, commit.Piece?.After);

    private static Turn? RestOf(Commit commit) =>
        commit.Piece?.UpTo is { } upTo ? new Turn(commit.Command, commit.Caller, upTo) : null;

    /// <summary>MicroDb has answered.</summary>
    /// <param name="question">What it was asked; by an instance before a restart, if it is not what this one waits for.</param>
    /// <param name="next">What is to be decided now.</param>
    private void OnAnswered(object question, Turn? next)
    {
        var isOwn = ReferenceEquals(question, _asked);
        if (isOwn)
            _asked = null;
        if (next is null)
            return;
        if (isOwn)
            Decide(next.Command, next.Caller, next.After);
        else
            Enqueue(next);
    }

    private void OnRefused(CommitRefused refused)
    {
        var (commit, fault) = (refused.Commit, refused.Fault);
        if (commit.Piece?.After is not null)
            fault = Turn.InPart(fault);
        commit.Caller.Tell(CommandAnswer.Failed(fault));
        OnAnswered(commit, next: null);
    }

    private void Enqueue(Turn turn) => (_waiting ??= []).Enqueue(turn);

    private void DecideNext()
    {
        while (_asked is null && _waiting is not null)
            if (_waiting.TryDequeue(out var turn))
                Decide(turn.Command, turn.Caller, turn.After);
            else
                _waiting = null;
        if (_asked is null && IsEmpty && _name != SubscriptionCommand.Decider)
            Context.Parent.Tell(new MayRetire(_name));
    }

    private bool IsEmpty => _database.View.Find(_name) is null;

    /// <summary>A command may have come before the permission: then it stays, and asks again when it is idle.</summary>
    private void OnRetire()
    {
        if (_asked is null && IsEmpty)
            Context.Stop(Self);
        else
            Context.Parent.Tell(new ServiceStays(_name));
    }
}
