using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;
using MicroReg.Hosting;

namespace MicroReg.Node.Settings;

/// <summary>Reads what concerns the other nodes.</summary>
internal static class ClusterReader
{
    /// <summary>The cluster endpoint.</summary>
    public static ClusterSettings Cluster(SettingsReader read)
    {
        var (host, port) = Advertised(read);
        return new ClusterSettings(
            read.Text("microreg.http.bind"), read.Number("microreg.cluster.port"), read.List("microreg.cluster.seeds"))
        {
            AdvertisedHost = host,
            AdvertisedPort = port,
            Tls = TlsSettings.Read(read),
        };
    }

    /// <summary>How the node keeps in step with the others.</summary>
    public static ReplicationOptions Replication(SettingsReader read) => new()
    {
        HelloInterval = read.Time("microreg.cluster.hello-interval"),
        PeerTimeout = read.Time("microreg.cluster.peer-timeout"),
        RepairInterval = read.Time("microreg.cluster.repair-interval"),
        AcknowledgementTimeout = read.Time("microreg.cluster.acknowledgement-timeout"),
        LonelyAfter = read.Time("microreg.cluster.lonely-after"),
        ForgetAfter = read.Time("microreg.cluster.forget-after"),
        Retention = read.Time("microreg.registry.tombstone-retention"),
    };

    private static (string Host, int Port) Advertised(SettingsReader read)
    {
        const string path = "microreg.cluster.advertise";
        var text = read.Text(path);
        if (text is "")
            return ("", 0);
        if (NodeAddress.TryParse(text, out var host, out var port) || NodeAddress.TryParseHost(text, out host))
            return (host, port);
        read.Reject(path);
        return ("", 0);
    }
}
