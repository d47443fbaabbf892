using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// The services and their actors. It outlives the supervisor's instance: the children survive a restart of
/// their supervisor, and so must the way to them. For one thread at a time, but for <see cref="ActorCount"/>.
/// </summary>
internal sealed class ServiceTable
{
    /// <summary>Null for a service whose actor is to be created in the background.</summary>
    private readonly Dictionary<string, IActorRef?> _services = new(StringComparer.Ordinal);
    private readonly Queue<string> _waiting = [];
    private readonly Dictionary<string, List<(RegistryCommand Command, IActorRef Caller)>> _retiring = new(StringComparer.Ordinal);
    private int _actorCount;
    private long _lastNumber;

    /// <summary>How many services have an actor. Read by any thread.</summary>
    public int ActorCount => Volatile.Read(ref _actorCount);

    /// <summary>True while services wait for their actor.</summary>
    internal bool HasWaiting => _waiting.Count > 0;

    /// <summary>A name for the next actor, which no other one had.</summary>
    internal string NextActorName() => $"svc-{++_lastNumber}";

    /// <summary>The actor of a service; null if it has none.</summary>
    internal IActorRef? Find(string service) => _services.GetValueOrDefault(service);

    /// <summary>A service has an actor from now on.</summary>
    internal void Add(string service, IActorRef actor)
    {
        _services[service] = actor;
        Count(service, 1);
    }

    /// <summary>A service has no actor any more.</summary>
    /// <param name="service">The service.</param>
    /// <param name="kept">The commands that were kept for it while it retired; null if it was not asked to retire.</param>
    /// <returns>False if it had none.</returns>
    internal bool Remove(string service, out List<(RegistryCommand Command, IActorRef Caller)>? kept)
    {
        _retiring.Remove(service, out kept);
        if (!_services.Remove(service, out var actor) || actor is null)
            return false;
        Count(service, -1);
        return true;
    }

    /// <summary>A service is to get its actor in the background, unless it has one.</summary>
    internal void Await(string service)
    {
        if (_services.TryAdd(service, null))
            _waiting.Enqueue(service);
    }

    /// <summary>Takes the next service that waits for its actor. It may have got one meanwhile.</summary>
    internal bool TryTakeWaiting([NotNullWhen(true)] out string? service) => _waiting.TryDequeue(out service);

    /// <summary>The actor of a service is about to be asked to retire.</summary>
    /// <returns>False if it has been asked.</returns>
    internal bool BeginRetiring(string service) => _retiring.TryAdd(service, []);

    /// <summary>The actor of a service stays.</summary>
    /// <returns>The commands that were kept for it.</returns>
    internal List<(RegistryCommand Command, IActorRef Caller)> EndRetiring(string service) =>
        _retiring.Remove(service, out var kept) ? kept : [];

    /// <summary>Keeps a command for a service that was asked to retire.</summary>
    /// <returns>False if it was not.</returns>
    internal bool TryKeep(RegistryCommand command, IActorRef caller)
    {
        if (_retiring.Count == 0 || !_retiring.TryGetValue(command.Service, out var kept))
            return false;
        kept.Add((command, caller));
        return true;
    }

    /// <summary>That of the subscriptions is no service.</summary>
    private void Count(string service, int change)
    {
        if (service != SubscriptionCommand.Decider)
            Volatile.Write(ref _actorCount, _actorCount + change);
    }
}
