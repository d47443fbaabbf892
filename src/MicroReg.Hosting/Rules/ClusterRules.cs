using System.Net;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Rules;

using Rule = MicroReg.Hosting.Rules.Rule<MicroReg.Hosting.MicroRegSettings>;

namespace MicroReg.Hosting.Rules;

/// <summary>The rules of what concerns the other nodes.</summary>
internal static class ClusterRules
{
    private const string Bind = "microreg.http.bind";
    private const string Port = "microreg.cluster.port";
    private const string Seeds = "microreg.cluster.seeds";
    private const string Advertise = "microreg.cluster.advertise";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>All of them.</summary>
    public static SettingRule<MicroRegSettings>[] All() => [.. Endpoint(), .. Relations(), .. Replication(), .. Tls()];

    private static SettingRule<MicroRegSettings>[] Endpoint() =>
    [
        Rule.Text(
            Bind,
            settings => settings.Cluster?.Host ?? "",
            "must be an IP address to listen on, such as 127.0.0.1, ::1 or 0.0.0.0",
            settings => settings.Cluster is null || IPAddress.TryParse(settings.Cluster.Host, out _)),
        Rule.Number(Port, settings => settings.Cluster?.Port ?? 0, 0, 65535),
        Rule.List(
            Seeds,
            settings => settings.Cluster?.Seeds ?? [],
            "must be nodes as \"host:port\", such as 10.0.0.1:4053, registry-1.internal:4053 or [::1]:4053",
            settings => settings.Cluster is null || settings.Cluster.Seeds.All(seed => NodeAddress.TryParse(seed, out _, out _))),
        Rule.Text(
            Advertise,
            Advertised,
            "must be a host or \"host:port\", such as registry-1.internal, 10.0.0.1:4053 or [::1]:4053",
            settings => settings.Cluster is null or { AdvertisedHost: "", AdvertisedPort: 0 }
                || (settings.Cluster.AdvertisedPort is >= 0 and <= 65535
                    && NodeAddress.TryParseHost(settings.Cluster.AdvertisedHost, out _))),
    ];

    private static SettingRule<MicroRegSettings>[] Relations() =>
    [
        Rule.Relation(
            Advertise,
            Advertised,
            [Bind, Seeds],
            settings => settings.Cluster is { AdvertisedHost: "", Seeds.IsEmpty: false } cluster && IsEveryAddress(cluster.Host)
                ? $"must say under which host the other nodes reach this one, because it listens on {cluster.Host}, on every address"
                : null),
        Rule.Relation(
            Advertise,
            Advertised,
            [Port],
            settings => settings.Cluster is { AdvertisedPort: not 0, Port: 0 }
                ? $"names a port, so {Port} must not be 0: another port would be chosen at each start"
                : null),
    ];

    private static SettingRule<MicroRegSettings>[] Replication() =>
    [
        Rule.Choice(
            "microreg.cluster.acknowledgement",
            settings => settings.MicroDb.Acknowledgement,
            AcknowledgementLevel.Majority,
            AcknowledgementLevel.Local,
            AcknowledgementLevel.All),
        Rule.Time(
            "microreg.cluster.acknowledgement-timeout", settings => settings.Replication.AcknowledgementTimeout, 10 * Millisecond, Hour),
        Rule.Time("microreg.cluster.hello-interval", settings => settings.Replication.HelloInterval, 50 * Millisecond, Hour),
        Rule.Time("microreg.cluster.peer-timeout", settings => settings.Replication.PeerTimeout, 100 * Millisecond, Hour),
        Rule.Time("microreg.cluster.repair-interval", settings => settings.Replication.RepairInterval, 50 * Millisecond, Day),
        Rule.Time("microreg.cluster.lonely-after", settings => settings.Replication.LonelyAfter, 100 * Millisecond, Day),
        Rule.Time("microreg.cluster.forget-after", settings => settings.Replication.ForgetAfter, Second, 365 * Day),
    ];

    private static SettingRule<MicroRegSettings>[] Tls() =>
    [
        Rule.Text(
            "microreg.cluster.tls.certificate",
            settings => settings.Cluster?.Tls?.Certificate.Subject ?? "",
            "must hold the private key, too",
            settings => settings.Cluster?.Tls is null or { Certificate.HasPrivateKey: true }),
        Rule.Text(
            "microreg.cluster.tls.authority",
            settings => settings.Cluster?.Tls?.Certificate.Issuer ?? "",
            "did not issue this node's certificate, or that is not valid now: no node would accept it",
            settings => settings.Cluster?.Tls is not { } tls || tls.IsPeer(tls.Certificate)),
    ];

    private static string Advertised(MicroRegSettings settings) => settings.Cluster switch
    {
        null or { AdvertisedHost: "", AdvertisedPort: 0 } => "",
        { AdvertisedPort: 0 } cluster => cluster.AdvertisedHost,
        var cluster => NodeAddress.Of(cluster.AdvertisedHost, cluster.AdvertisedPort),
    };

    private static bool IsEveryAddress(string host) =>
        IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
}
