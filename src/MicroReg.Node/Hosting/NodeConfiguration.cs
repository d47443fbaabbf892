using Akka.Configuration;
using Akka.Hosting;
using MicroReg.Actors.Cluster;
using MicroReg.Node.Settings;

namespace MicroReg.Node.Hosting;

/// <summary>The configuration of the actor system.</summary>
internal static class NodeConfiguration
{
    /// <summary>
    /// Addresses come from the typed settings and nowhere else; tuning from what was given, over the shipped
    /// reference. Without a cluster endpoint the actor system has no network at all.
    /// </summary>
    public static AkkaConfigurationBuilder AddNodeConfiguration(this AkkaConfigurationBuilder akka, MicroRegSettings settings)
    {
        akka.ConfigureLoggers(loggers =>
        {
            loggers.AddLoggerFactory();
            loggers.ClearLoggers();
            loggers.AddLogger<ActorLogger>();
        });
        if (settings.Cluster?.Tls is { } tls)
            akka.AddClusterTls(tls);
        return akka
            .AddHocon(Addresses(settings.Cluster), HoconAddMode.Prepend)
            .AddHocon(settings.Akka.WithFallback(Configuration.Reference), HoconAddMode.Append);
    }

    /// <summary>Makes the node a member of its cluster, if it has one.</summary>
    public static AkkaConfigurationBuilder AddClusterMembership(this AkkaConfigurationBuilder akka, ClusterSettings? cluster) =>
        cluster is null ? akka : akka.AddSelfFormedCluster();

    private static Config Addresses(ClusterSettings? cluster) => cluster is null
        ? ConfigurationFactory.ParseString("akka.actor.provider = local")
        : ConfigurationFactory.ParseString($"akka.remote.dot-netty.tcp {{ hostname = \"{cluster.Host}\", port = {cluster.Port} }}");
}
