using System.Net;
using MicroReg.Domain.Replication;
using MicroReg.Hosting;

namespace MicroReg.Node.Settings;

/// <summary>Reads what concerns the other nodes.</summary>
internal static class ClusterReader
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>The cluster endpoint.</summary>
    public static ClusterSettings Cluster(SettingsReader read)
    {
        var (host, port) = Advertised(read);
        var settings = new ClusterSettings(read.Text("microreg.http.bind"), read.Port("microreg.cluster.port"), read.Nodes("microreg.cluster.seeds"))
        {
            AdvertisedHost = host,
            AdvertisedPort = port,
            Tls = TlsSettings.Read(read),
        };
        if (host is "" && !settings.Seeds.IsEmpty && IPAddress.TryParse(settings.Host, out var bind) && (bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any)))
            read.Reject("microreg.cluster.advertise", $"must say under which host the other nodes reach this one, because it listens on {settings.Host}, on every address");
        if (port != 0 && settings.Port == 0)
            read.Reject("microreg.cluster.advertise", "names a port, so microreg.cluster.port must not be 0: another port would be chosen at each start");
        return settings;
    }

    /// <summary>How the node keeps in step with the others.</summary>
    public static ReplicationOptions Replication(SettingsReader read, ClusterSettings cluster) => new()
    {
        HelloInterval = read.Time("microreg.cluster.hello-interval", 50 * Millisecond, Hour),
        PeerTimeout = read.Time("microreg.cluster.peer-timeout", 100 * Millisecond, Hour),
        RepairInterval = read.Time("microreg.cluster.repair-interval", 50 * Millisecond, 24 * Hour),
        AcknowledgementTimeout = read.Time("microreg.cluster.acknowledgement-timeout", 10 * Millisecond, Hour),
        LonelyAfter = read.Time("microreg.cluster.lonely-after", 100 * Millisecond, 24 * Hour),
        ForgetAfter = read.Time("microreg.cluster.forget-after", 1000 * Millisecond, 24 * 365 * Hour),
        Retention = read.Time("microreg.registry.tombstone-retention", 1000 * Millisecond, 24 * 365 * Hour),
        IsAlone = cluster.Seeds.IsEmpty,
        IsFirstSeed = !cluster.Seeds.IsEmpty && cluster.Seeds[0] == cluster.Address,
    };

    private static (string Host, int Port) Advertised(SettingsReader read)
    {
        var text = read.Text("microreg.cluster.advertise");
        if (text is "")
            return ("", 0);
        if (NodeAddress.TryParse(text, out var host, out var port) || NodeAddress.TryParseHost(text, out host))
            return (host, port);
        read.Reject("microreg.cluster.advertise", "must be a host or \"host:port\", such as registry-1.internal, 10.0.0.1:4053 or [::1]:4053");
        return ("", 0);
    }
}
