using Akka.Hosting;

namespace MicroReg.Actors.Cluster;

/// <summary>Wires cluster membership into an actor system.</summary>
public static class ClusterHosting
{
    /// <summary>
    /// Forms a cluster of this node alone. The actor system's configuration must name the cluster provider. Start-up
    /// goes on once the node is a member.
    /// </summary>
    public static AkkaConfigurationBuilder AddSelfFormedCluster(this AkkaConfigurationBuilder akka) =>
        akka.AddStartup(async (system, _) =>
        {
            var cluster = Akka.Cluster.Cluster.Get(system);
            await cluster.JoinAsync(cluster.SelfAddress).ConfigureAwait(false);
        });
}
