using System.Collections.Immutable;
using MicroReg.Actors.Cluster;
using MicroReg.Domain.Nodes;

namespace MicroReg.Hosting;

/// <summary>The cluster endpoint of a node.</summary>
/// <param name="Host">The address to listen on.</param>
/// <param name="Port">The port; 0 = any free one.</param>
/// <param name="Seeds">Other nodes, as "host:port".</param>
public sealed record ClusterSettings(string Host, int Port, ImmutableArray<string> Seeds)
{
    /// <summary>Other nodes, as "host:port", each once and in the one form in which addresses are compared.</summary>
    public ImmutableArray<string> Seeds { get; init => field = Canonical(value); } = Canonical(Seeds);

    /// <summary>
    /// The host under which others reach this node; empty for the address that it listens on. Default: <value>empty</value>.
    /// </summary>
    public string AdvertisedHost { get; init; } = "";

    /// <summary>The port under which others reach this node; 0 for the one that it listens on. Default: <value>0</value>.</summary>
    public int AdvertisedPort { get; init; }

    /// <summary>What others call this node, if its port is known beforehand.</summary>
    public string Address => NodeAddress.Of(AdvertisedHost is "" ? Host : AdvertisedHost, AdvertisedPort is 0 ? Port : AdvertisedPort);

    /// <summary>TLS between the nodes; null for none. Default: <value>null</value>.</summary>
    public ClusterTls? Tls { get; init; }

    private static ImmutableArray<string> Canonical(ImmutableArray<string> seeds) => seeds.IsDefaultOrEmpty
        ? []
        : [.. seeds.Select(seed => NodeAddress.TryParse(seed, out var host, out var port) ? NodeAddress.Of(host, port) : seed).Distinct()];
}
