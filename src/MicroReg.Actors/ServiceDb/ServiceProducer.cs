using Akka.Actor;
using MicroReg.Domain.Registry;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// Makes the actor of one service. <c>Props.Create(() => new …)</c> builds and takes apart an expression tree, which for
/// an actor per service name is the greater part of the cost of a registration.
/// </summary>
internal sealed class ServiceProducer(string name, RegistryDatabase database, IActorRef microDb) : IIndirectActorProducer
{
    /// <inheritdoc />
    public Type ActorType => typeof(ServiceActor);

    /// <inheritdoc />
    public ActorBase Produce() => new ServiceActor(name, database, microDb);

    /// <inheritdoc />
    public void Release(ActorBase actor)
    {
    }
}
