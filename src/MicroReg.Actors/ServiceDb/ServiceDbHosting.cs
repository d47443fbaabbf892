using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Registry;

namespace MicroReg.Actors.ServiceDb;

/// <summary>Wires ServiceDb into an actor system.</summary>
public static class ServiceDbHosting
{
    /// <summary>Starts <see cref="ServiceDbActor"/> at <c>/user/service-db</c>; after <see cref="MicroDbHosting.AddMicroDb"/>.</summary>
    public static AkkaConfigurationBuilder AddServiceDb(this AkkaConfigurationBuilder akka, RegistryDatabase database) =>
        akka.AddHocon(CompactMailbox.Definition, HoconAddMode.Append).WithActors((system, registry) =>
        {
            var microDb = registry.Get<MicroDbActor>();
            var routes = new ServiceRoutes();
            registry.Register<ServiceDbActor>(
                system.ActorOf(Props.Create(() => new ServiceDbActor(database, routes, microDb)), "service-db"));
        });
}
