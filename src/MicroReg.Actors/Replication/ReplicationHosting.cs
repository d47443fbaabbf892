using Akka;
using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Events;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;

namespace MicroReg.Actors.Replication;

/// <summary>Wires replication into an actor system.</summary>
internal static class ReplicationHosting
{
    /// <summary>
    /// Starts <see cref="ReplicationActor"/> at <c>/user/replication</c>; after <see cref="MicroDbHosting.AddMicroDb"/> and, with a
    /// cluster endpoint, after membership. Without one it replicates to nobody, and still forgets what is due.
    /// </summary>
    /// <param name="akka">The actor system.</param>
    /// <param name="runtime">The protocol's state.</param>
    /// <param name="feed">The feed of status changes.</param>
    /// <param name="nodeId">The lasting id of the node.</param>
    /// <param name="name">The name that its operator gave it.</param>
    public static AkkaConfigurationBuilder AddReplication(
        this AkkaConfigurationBuilder akka, ReplicaRuntime runtime, StatusFeed feed, string nodeId, string name) =>
        akka.WithActors((system, registry) =>
        {
            var microDb = registry.Get<MicroDbActor>();
            var membership = registry.TryGet<MembershipActor>(out var found) ? found : ActorRefs.Nobody;
            var own = ((ExtendedActorSystem)system).Provider.DefaultAddress;
            var self = new ReplicaIdentity(nodeId, name, own.Host is null ? "" : NodeAddress.Of(own.Host, own.Port ?? 0));
            var replication = system.ActorOf(
                Props.Create(() => new ReplicationActor(runtime, feed, self, microDb, membership)), ReplicationActor.Name);
            registry.Register<ReplicationActor>(replication);
            var shutdown = CoordinatedShutdown.Get(system);
            shutdown.AddTask(
                CoordinatedShutdown.PhaseBeforeClusterShutdown, "replication-goodbye", () => SayGoodbyeAsync(shutdown, replication));
        });

    /// <summary>Only a node that stops leaves; one that replaces its actor system comes back at once.</summary>
    private static async Task<Done> SayGoodbyeAsync(CoordinatedShutdown shutdown, IActorRef replication)
    {
        if (shutdown.ShutdownReason is CoordinatedShutdown.ClrExitReason)
            await SayGoodbyeAsync(replication).ConfigureAwait(false);
        return Done.Instance;
    }

    /// <summary>Tells the other nodes that this one leaves; completes when they have what it wrote, or after a while.</summary>
    public static Task SayGoodbyeAsync(IActorRef replication)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        replication.Tell(new Leave(said));
        return said.Task;
    }
}
