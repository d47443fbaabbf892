using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.ServiceDb;

namespace MicroReg.Actors.Health;

/// <summary>Wires the watch over instances into an actor system.</summary>
internal static class HealthHosting
{
    /// <summary>
    /// Starts <see cref="HealthActor"/> at <c>/user/health</c>; after <see cref="ServiceDbHosting.AddServiceDb"/> and replication.
    /// </summary>
    public static AkkaConfigurationBuilder AddHealth(this AkkaConfigurationBuilder akka, HealthRuntime runtime) =>
        akka.WithActors((system, registry) =>
        {
            var serviceDb = registry.Get<ServiceDbActor>();
            registry.Register<HealthActor>(system.ActorOf(Props.Create(() => new HealthActor(runtime, serviceDb)), HealthActor.Name));
        });
}
