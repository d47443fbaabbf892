using Akka.Actor;
using Akka.Event;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// Supervises the services and forwards each command to the one it names: one child per service name.
/// It decides nothing and stores nothing. A child is created with the first command that must see what the service holds: a change of
/// status, say, or a registration at the same moment as another one of the same instance. Other registrations of services without a child
/// have one together (<see cref="NewcomersActor"/>), as have all subscriptions; these two stay. Every other child retires
/// with its last instance. Commands that arrive while it retires are held and go to its successor.
/// </summary>
public sealed class ServiceDbActor : UntypedActor
{
    private readonly RegistryDatabase _database;
    private readonly ServiceRoutes _routes;
    private readonly IActorRef _microDb;
    private readonly ServiceProps _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _isCutOff;

    /// <summary>Creates the supervisor of the services of a database.</summary>
    public ServiceDbActor(RegistryDatabase database, ServiceRoutes routes, IActorRef microDb) =>
        (_database, _routes, _microDb, _services) = (database, routes, microDb, ServiceProps.Of(database, microDb));

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() => BoundedRestarts.Strategy;

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.WatchWith(_microDb, MicroDbStopped.Instance);
        _microDb.Tell(FollowServices.Instance);
    }

    /// <summary>The children keep their mailboxes: a failure here loses no command but the one that caused it.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        switch (message)
        {
            case RegistryCommand: Sender.Tell(CommandAnswer.InternalError); break;
            case DecideAgain again: again.Caller.Tell(CommandAnswer.InternalError); break;
        }

        Context.Unwatch(_microDb);
        PostStop();
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RegistryCommand when _isCutOff: Sender.Tell(CommandAnswer.Failed(CutOff)); break;
            case DecideAgain again when _isCutOff: again.Caller.Tell(CommandAnswer.Failed(CutOff)); break;
            case RegistryCommand command: Route(command, Sender); break;
            case DecideAgain again: Route(again.Command, again.Caller, isContended: true); break;
            case ServiceEmptied emptied: OnEmptied(emptied.Name); break;
            case ServiceStopped stopped: OnStopped(stopped.Name); break;
            case MicroDbStopped: OnMicroDbStopped(); break;
            default: Unhandled(message); break;
        }
    }

    private static RegistryFault CutOff { get; } =
        new(FaultKind.Unavailable, "This node takes no more writes after repeated failures; use another node and restart this one.");

    private void Route(RegistryCommand command, IActorRef caller, bool isContended = false)
    {
        if (!_routes.ByName.TryGetValue(command.Service, out var service))
        {
            if (command is not (RegisterInstance or SubscriptionCommand) && _database.View.Find(command.Service) is null)
            {
                caller.Tell(CommandAnswer.Unknown);
                return;
            }

            service = command is RegisterInstance && !isContended ? Newcomers() : Create(command.Service);
        }

        if (_routes.Retiring.Count > 0 && _routes.Retiring.TryGetValue(command.Service, out var waiting))
            waiting.Add((command, caller));
        else
            service.Tell(command, caller);
    }

    private IActorRef Newcomers() => _routes.ByName.GetValueOrDefault(NewcomersActor.Name)
        ?? (_routes.ByName[NewcomersActor.Name] = Context.ActorOf(Props.Create(() => new NewcomersActor(_database, _microDb)), $"newcomers-{++_routes.NextNumber}"));

    private IActorRef Create(string name) =>
        _routes.ByName[name] = Context.ActorOf(new ServiceProps(name, _services), $"svc-{++_routes.NextNumber}");

    private void OnEmptied(string name)
    {
        if (name is SubscriptionCommand.Decider || !_routes.ByName.TryGetValue(name, out var service) || _database.View.Find(name) is not null)
            return;
        if (_routes.Retiring.TryAdd(name, []))
            service.Tell(Retire.Instance);
    }

    private void OnStopped(string name)
    {
        if (!_routes.ByName.Remove(name))
            return;
        if (!_routes.Retiring.Remove(name, out var waiting))
            _log.Error("The actor of service {Service} stopped after repeated failures; a new one takes over", name);
        if (_database.View.Find(name) is not null)
            Create(name);
        foreach (var (command, caller) in waiting ?? [])
            Self.Tell(command, caller);
    }

    private void OnMicroDbStopped()
    {
        _isCutOff = true;
        _log.Error("MicroDb stopped after repeated failures: no more writes are taken");
    }
}
