using Akka.Actor;

namespace MicroReg.Actors.ServiceDb;

/// <summary>A service tells ServiceDb that its last instance is gone.</summary>
/// <param name="Name">The service.</param>
internal sealed record ServiceEmptied(string Name);

/// <summary>ServiceDb asks a service to stop once it has dealt with all that was sent to it. Nothing more is sent.</summary>
internal sealed class Retire
{
    public static readonly Retire Instance = new();
}

/// <summary>The actor of a service stops, asked to or not, and takes no more messages.</summary>
/// <param name="Name">The service.</param>
internal sealed record ServiceStopped(string Name);

/// <summary>MicroDb has stopped for good: nothing can be written any more.</summary>
internal sealed class MicroDbStopped
{
    public static readonly MicroDbStopped Instance = new();
}

/// <summary>
/// The way from a name to its actor. It outlives the supervisor's instance: the children survive a restart of
/// their supervisor, and so must the way to them.
/// </summary>
public sealed class ServiceRoutes
{
    internal Dictionary<string, IActorRef> ByName { get; } = new(StringComparer.Ordinal);

    /// <summary>What waits for the end of an actor that was asked to retire, and goes to its successor.</summary>
    internal Dictionary<string, List<(object Command, IActorRef Caller)>> Retiring { get; } = new(StringComparer.Ordinal);

    internal long NextNumber { get; set; }
}
