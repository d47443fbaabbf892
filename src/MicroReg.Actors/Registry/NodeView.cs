using Akka.Actor;
using Akka.Cluster;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Health;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Replication;
using MicroReg.Actors.ServiceDb;
using MicroReg.Actors.Subscriptions;
using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Registry;

namespace MicroReg.Actors.Registry;

/// <summary>What a node knows of itself and of the cluster, for any thread to read.</summary>
/// <param name="identity">Who this node is.</param>
/// <param name="database">Its records.</param>
/// <param name="pending">Whether it takes writes.</param>
/// <param name="readiness">Whether it may be asked.</param>
/// <param name="replica">What it knows of the other nodes.</param>
/// <param name="services">The actors of its services.</param>
/// <param name="subscriptions">How its calls to subscribers fare.</param>
/// <param name="health">What it watches.</param>
/// <param name="current">Its actor system, while there is one; one without a cluster provider has no members to show.</param>
internal sealed class NodeView(
    NodeIdentity identity,
    RegistryDatabase database,
    PendingCommits pending,
    CurrentSystem current,
    NodeReadiness readiness,
    ReplicaRuntime replica,
    ServiceDbRuntime services,
    SubscriptionRuntime subscriptions,
    HealthRuntime health)
{
    /// <summary>Whether the node may be asked.</summary>
    public Readiness Readiness => readiness.Current;

    /// <summary>The state of this moment.</summary>
    public ClusterStatus Describe()
    {
        var cluster = current.Running?.System is ExtendedActorSystem { Provider: IClusterActorRefProvider } clustered
            ? Akka.Cluster.Cluster.Get(clustered)
            : null;
        return new ClusterStatus
        {
            NodeName = identity.Name,
            NodeId = database.Loaded.NodeId,
            Origin = identity.Origin,
            Version = identity.Version,
            Address = current.Address,
            Readiness = Readiness,
            WriteFault = current.WriteFault ?? pending.Refusal ?? replica.Status.WriteFault,
            Replica = replica.Status,
            Members = cluster is null ? [] : [.. cluster.State.Members.Select(member => Describe(cluster, member))],
            ServiceActors = services.ActorCount,
            Tombstones = database.TombstoneCount,
            Subscriptions = subscriptions.Status,
            Health = health.Status,
            Vector = database.Records.Vector,
        };
    }

    private static ClusterMember Describe(Akka.Cluster.Cluster cluster, Member member) => new(
        MembershipActor.AddressOf(member.Address),
        member.Status.ToString(),
        !cluster.State.Unreachable.Contains(member),
        member.UniqueAddress.Equals(cluster.SelfUniqueAddress));
}
