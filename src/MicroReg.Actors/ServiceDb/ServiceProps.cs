using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using MicroReg.Domain.Database;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// How to make the actor of a service: one object for each of them, which shares all but the name. Akka's own ways cost more than the
/// rest of a registration: <c>Props.Create(() => new …)</c> builds and takes apart an expression tree, and <c>WithMailbox</c> makes a
/// <see cref="Deploy"/> of its own, which parses an empty configuration.
/// </summary>
internal sealed class ServiceProps : Props
{
    private readonly Producer _producer;
    private readonly string _name;

    /// <param name="name">The service.</param>
    /// <param name="shared">What it shares with the others.</param>
    public ServiceProps(string name, ServiceProps shared)
        : base(shared) =>
        (_name, _producer) = (name, shared._producer);

    private ServiceProps(Producer producer)
        : base(CreateBy(producer).WithDeploy(CompactDeploy.Instance)) =>
        (_name, _producer) = ("", producer);

    /// <summary>What the services of a database share.</summary>
    public static ServiceProps Of(RegistryDatabase database, IActorRef microDb) => new(new Producer(database, microDb));

    /// <inheritdoc />
    public override ActorBase NewActor() => _producer.Produce(_name);

    /// <inheritdoc />
    protected override Props Copy() => new ServiceProps(_name, this);

    private sealed class Producer(RegistryDatabase database, IActorRef microDb) : IIndirectActorProducer
    {
        public Type ActorType => typeof(ServiceActor);

        public ServiceActor Produce(string name) => new(name, database, microDb);

        ActorBase IIndirectActorProducer.Produce() => throw new NotSupportedException("A service has a name.");

        public void Release(ActorBase actor)
        {
        }
    }

    /// <summary>A compact mailbox at this node, whatever a configuration says of deployment: Akka asks for that with every actor.</summary>
    private sealed class CompactDeploy()
        : Deploy("", ConfigurationFactory.Empty, NoRouter.Instance, Scope.Local, NoDispatcherGiven, CompactMailbox.Id)
    {
        public static readonly CompactDeploy Instance = new();

        public override Deploy WithFallback(Deploy other) => this;
    }
}
