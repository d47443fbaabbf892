using System.Collections.Immutable;
using Akka.Actor;
using MicroReg.Actors.Logging;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// Supervises the services and forwards each command to the one it names: one child per registered service, and one for all
/// subscriptions. It decides nothing and stores nothing. A child is created with the first command for its service; a service that
/// comes from the disk or from another node gets one in the background otherwise, a few at a time, once the node is ready. It retires with
/// its service's last instance. Commands that arrive while it retires are kept for its successor.
/// </summary>
internal sealed class ServiceDbActor : UntypedActor, IWithTimers
{
    /// <summary>
    /// The most actors that are created in the background before other messages have their turn. It takes a few milliseconds.
    /// </summary>
    internal const int BatchSize = 128;

    /// <summary>The pause between two batches.</summary>
    internal static readonly TimeSpan BatchInterval = TimeSpan.FromMilliseconds(100);

    private readonly RegistryDatabase _database;
    private readonly ServiceDbRuntime _runtime;
    private readonly ServiceTable _table;
    private readonly IActorRef _microDb;
    private readonly ServiceProps _services;
    private readonly ILogger _log = Context.System.LoggerOf<ServiceDbActor>();
    private bool _hasLostMicroDb;

    /// <summary>Creates the supervisor of the services of a database.</summary>
    /// <param name="runtime">What it shares with the rest of the process.</param>
    /// <param name="table">Its children.</param>
    /// <param name="microDb">Who commits their decisions.</param>
    public ServiceDbActor(ServiceDbRuntime runtime, ServiceTable table, IActorRef microDb)
    {
        (_runtime, _database, _table, _microDb) = (runtime, runtime.Database, table, microDb);
        _services = ServiceProps.Of(_database, microDb);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() => BoundedRestarts.Strategy;

    /// <summary>
    /// After the first message MicroDb reports each change that comes from other nodes. Once it has answered the second, all earlier
    /// changes are in the view.
    /// </summary>
    protected override void PreStart()
    {
        _runtime.Services = _table;
        Context.WatchWith(_microDb, MicroDbStopped.Instance);
        _microDb.Tell(FollowServices.Instance);
        _microDb.Tell(new CommitFence());
    }

    /// <summary>The children keep their mailboxes: a failure here loses no command but the one that caused it.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is RegistryCommand)
            Sender.Tell(CommandAnswer.InternalError);
        Context.Unwatch(_microDb);
        PostStop();
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RegistryCommand when _hasLostMicroDb: Sender.Tell(CommandAnswer.Failed(MicroDbLost)); break;
            case RegistryCommand command: Route(command, Sender); break;
            case InstancesChanged changed: OnInstancesChanged(changed.Keys); break;
            case CommitFence: OnFollowing(); break;
            case CreateWaiting: OnCreateWaiting(); break;
            case MayRetire may: TryRetire(may.Name); break;
            case ServiceStays stays: OnStays(stays.Name); break;
            case ServiceStopped stopped: OnStopped(stopped.Name); break;
            case MicroDbStopped: OnMicroDbStopped(); break;
            default: Unhandled(message); break;
        }
    }

    private static RegistryFault MicroDbLost { get; } = new(
        FaultKind.Unavailable,
        "The node replaces its actor system after repeated failures; nothing was stored: try again in a moment, or use another node.");

    private void Route(RegistryCommand command, IActorRef caller)
    {
        var name = command.Service;
        if (_table.Find(name) is { } service)
        {
            if (!_table.TryKeep(command, caller))
                service.Tell(command, caller);
        }
        else if (command is RegisterInstance or SubscriptionCommand || IsRegistered(name))
        {
            Create(name).Tell(command, caller);
        }
        else
        {
            caller.Tell(CommandAnswer.Unknown);
        }
    }

    private bool IsRegistered(string name) => _database.View.Find(name) is not null;

    private IActorRef Create(string name)
    {
        var service = Context.ActorOf(new ServiceProps(name, _services), _table.NextActorName());
        _table.Add(name, service);
        return service;
    }

    private void OnFollowing()
    {
        foreach (var name in _database.View.ServiceNames)
            _table.Await(name);
        ScheduleCreation();
    }

    private void OnInstancesChanged(ImmutableArray<InstanceKey> keys)
    {
        foreach (var key in keys)
            if (key.IsInstance && IsRegistered(key.Name))
                _table.Await(key.Name);
            else if (key.IsInstance)
                TryRetire(key.Name);
        ScheduleCreation();
    }

    private void ScheduleCreation()
    {
        if (_table.HasWaiting && !Timers.IsTimerActive(CreateWaiting.Instance))
            Timers.StartSingleTimer(CreateWaiting.Instance, CreateWaiting.Instance, BatchInterval);
    }

    private void OnCreateWaiting()
    {
        for (var taken = 0; taken < BatchSize && _runtime.IsReady && _table.TryTakeWaiting(out var name); taken++)
            if (_table.Find(name) is not null)
                continue;
            else if (IsRegistered(name))
                Create(name);
            else
                _table.Remove(name, out _);
        ScheduleCreation();
    }

    private void TryRetire(string name)
    {
        if (_table.Find(name) is { } service && !IsRegistered(name) && _table.BeginRetiring(name))
            service.Tell(Retire.Instance);
    }

    private void OnStays(string name)
    {
        foreach (var (command, caller) in _table.EndRetiring(name))
            Route(command, caller);
    }

    private void OnStopped(string name)
    {
        if (!_table.Remove(name, out var kept))
            return;
        if (kept is null)
            Log.ServiceStopped(_log, name);
        if (IsRegistered(name))
            Create(name);
        foreach (var (command, caller) in kept ?? [])
            Route(command, caller);
    }

    private void OnMicroDbStopped()
    {
        _hasLostMicroDb = true;
        Log.MicroDbStopped(_log);
    }
}
