using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.MicroDb;

namespace MicroReg.Actors.ServiceDb;

/// <summary>Wires ServiceDb into an actor system.</summary>
internal static class ServiceDbHosting
{
    /// <summary>Starts <see cref="ServiceDbActor"/> at <c>/user/service-db</c>; after <see cref="MicroDbHosting.AddMicroDb"/>.</summary>
    public static AkkaConfigurationBuilder AddServiceDb(this AkkaConfigurationBuilder akka, ServiceDbRuntime runtime) =>
        akka.AddHocon(CompactMailbox.Definition, HoconAddMode.Append).WithActors((system, registry) =>
        {
            var microDb = registry.Get<MicroDbActor>();
            var table = new ServiceTable();
            registry.Register<ServiceDbActor>(
                system.ActorOf(Props.Create(() => new ServiceDbActor(runtime, table, microDb)), "service-db"));
        });
}
