using Akka.Actor;
using Akka.Hosting;

namespace MicroReg.Actors.Supervision;

/// <summary>
/// Watches the actors that a node cannot do without. When one of them stops for good, because its restarts are exhausted or
/// somebody stopped it, the actor system is of no use any more, and another one is asked for. The guardian is not an actor
/// itself, so nobody needs to watch it.
/// </summary>
public static class Guardian
{
    /// <summary>Watches all actors in the registry of the actor system; to be added after the last of them.</summary>
    /// <param name="akka">The actor system.</param>
    /// <param name="demand">Where another one is asked for.</param>
    /// <param name="isEnding">Whether an actor system was told to end.</param>
    public static AkkaConfigurationBuilder AddGuardian(
        this AkkaConfigurationBuilder akka, RestartDemand demand, Func<ActorSystem, bool> isEnding) =>
        akka.WithActors((system, registry) =>
        {
            foreach (var (_, actor) in registry)
                _ = WatchAsync(actor, () => isEnding(system), demand);
        });

    /// <summary>Waits for the end of an actor. One that comes with the end of its actor system is no failure.</summary>
    internal static async Task WatchAsync(IActorRef actor, Func<bool> isEnding, RestartDemand demand)
    {
        await actor.WatchAsync().ConfigureAwait(false);
        if (!isEnding())
            demand.Fail($"the actor {actor.Path.Name} has stopped");
    }
}
