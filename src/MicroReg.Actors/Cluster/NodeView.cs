using Akka.Actor;
using Akka.Cluster;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Registry;

namespace MicroReg.Actors.Cluster;

/// <summary>What a node knows of itself and of the cluster, for any thread to read.</summary>
/// <param name="identity">Who this node is.</param>
/// <param name="database">Its records.</param>
/// <param name="pending">Whether it takes writes.</param>
/// <param name="system">Its actor system, once it is there; one without a cluster provider has no members to show.</param>
public sealed class NodeView(NodeIdentity identity, RegistryDatabase database, PendingCommits pending, Lazy<ActorSystem> system)
{
    private static readonly Readiness ShuttingDown = new(false, true, "The node is shutting down.");

    /// <summary>Whether the node may be asked at this moment; nothing is allocated for it.</summary>
    public Readiness Readiness => system.Value.WhenTerminated.IsCompleted ? ShuttingDown : Readiness.Ready;

    /// <summary>The state of this moment.</summary>
    public ClusterStatus Describe()
    {
        var cluster = system.Value is ExtendedActorSystem { Provider: IClusterActorRefProvider } clustered
            ? Akka.Cluster.Cluster.Get(clustered)
            : null;
        return new ClusterStatus
        {
            NodeName = identity.Name,
            NodeId = identity.NodeId,
            Origin = identity.Origin,
            Version = identity.Version,
            Address = cluster is null ? "" : HostAndPort(cluster.SelfAddress),
            Readiness = Readiness,
            WriteFault = pending.Refusal,
            Members = cluster is null ? [] : [.. cluster.State.Members.Select(member => Describe(cluster, member))],
            Vector = database.Records.Vector,
        };
    }

    private static ClusterMember Describe(Akka.Cluster.Cluster cluster, Member member) => new(
        HostAndPort(member.Address),
        member.Status.ToString(),
        !cluster.State.Unreachable.Contains(member),
        member.UniqueAddress.Equals(cluster.SelfUniqueAddress));

    private static string HostAndPort(Address address) => $"{address.Host}:{address.Port}";
}
