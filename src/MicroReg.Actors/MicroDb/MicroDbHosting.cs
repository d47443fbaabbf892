using Akka.Actor;
using Akka.Hosting;
using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;

namespace MicroReg.Actors.MicroDb;

/// <summary>Wires MicroDb into an actor system.</summary>
internal static class MicroDbHosting
{
    /// <summary>Starts <see cref="MicroDbActor"/> at <c>/user/micro-db</c>. The kernel: everything else comes after it.</summary>
    public static AkkaConfigurationBuilder AddMicroDb(
        this AkkaConfigurationBuilder akka,
        RegistryDatabase database,
        PendingCommits pending,
        MicroDbOptions options,
        Func<ReplicaStatus> replica,
        TimeProvider time) =>
        akka.WithActors((system, registry) => registry.Register<MicroDbActor>(
            system.ActorOf(Props.Create(() => new MicroDbActor(database, pending, options, replica, time)), "micro-db")));
}
