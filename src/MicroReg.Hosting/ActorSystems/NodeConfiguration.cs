using Akka.Configuration;
using Akka.Hosting;
using MicroReg.Actors.Cluster;

namespace MicroReg.Hosting.ActorSystems;

/// <summary>The configuration of the actor system.</summary>
internal static class NodeConfiguration
{
    /// <summary>
    /// Addresses come from the typed settings and nowhere else; tuning from what was given, over the shipped
    /// reference. Without a cluster endpoint the actor system has no network at all.
    /// </summary>
    /// <param name="akka">The builder of the actor system.</param>
    /// <param name="settings">What was configured.</param>
    /// <param name="port">The port of the actor system before this one; null for the first.</param>
    public static AkkaConfigurationBuilder AddNodeConfiguration(this AkkaConfigurationBuilder akka, MicroRegSettings settings, int? port)
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
            .AddHocon(Addresses(settings.Cluster, port), HoconAddMode.Prepend)
            .AddHocon(settings.Akka.WithFallback(ShippedSettings.Reference), HoconAddMode.Append);
    }

    private static Config Addresses(ClusterSettings? cluster, int? port) => cluster is null
        ? ConfigurationFactory.ParseString("akka.actor.provider = local")
        : ConfigurationFactory.ParseString(
            $$"""
            akka.remote.dot-netty.tcp {
              hostname = "{{cluster.Host}}", port = {{(cluster.Port is 0 && port is { } chosen ? chosen : cluster.Port)}}
              public-hostname = "{{cluster.AdvertisedHost}}", public-port = {{cluster.AdvertisedPort}}
            }
            """);
}
