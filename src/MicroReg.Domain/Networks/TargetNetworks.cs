using System.Net;

namespace MicroReg.Domain.Networks;

/// <summary>The addresses that a node may connect to on behalf of callers: those in an allowed network and in no denied one.</summary>
/// <param name="Allowed">The allowed networks.</param>
/// <param name="Denied">The denied networks. They win over the allowed ones.</param>
public sealed record TargetNetworks(NetworkSet Allowed, NetworkSet Denied)
{
    /// <summary>Loopback and private networks, without the link-local ones, where clouds serve instance secrets.</summary>
    public static TargetNetworks Default { get; } = new(
        NetworkSet.Of("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
        NetworkSet.Of("169.254.0.0/16", "fe80::/10"));

    /// <summary>This machine alone.</summary>
    public static TargetNetworks Loopback { get; } = new(NetworkSet.Of("127.0.0.0/8", "::1/128"), NetworkSet.None);

    /// <summary>True if an address may be connected to.</summary>
    public bool Permit(IPAddress address) => Allowed.Contains(address) && !Denied.Contains(address);
}
