using System.Net;

namespace MicroReg.Domain.Networks;

/// <summary>Which addresses a node connects to on behalf of callers: those of the allowed networks that are in none of the denied ones.</summary>
/// <param name="Allowed">Where a target may be.</param>
/// <param name="Denied">Where it may not be even so.</param>
public sealed record TargetNetworks(NetworkSet Allowed, NetworkSet Denied)
{
    /// <summary>Loopback and private networks, without the link-local ones, where clouds serve their secrets.</summary>
    public static TargetNetworks Default { get; } = new(
        NetworkSet.Of("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
        NetworkSet.Of("169.254.0.0/16", "fe80::/10"));

    /// <summary>This machine alone.</summary>
    public static TargetNetworks Loopback { get; } = new(NetworkSet.Of("127.0.0.0/8", "::1/128"), NetworkSet.None);

    /// <summary>True if an address may be connected to.</summary>
    public bool Permit(IPAddress address) => Allowed.Contains(address) && !Denied.Contains(address);
}
