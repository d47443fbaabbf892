using System.Net;
using MicroReg.Client.Resolving;
using MicroReg.Client.Watching;

namespace MicroReg.Client.Discovery;

/// <summary>The endpoints of a service's instances.</summary>
internal static class InstanceEndPoints
{
    /// <summary>The endpoints that may get requests: the running instances that zone and weight prefer.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="schemes">
    /// The schemes that the caller accepts. An instance that was registered with another scheme is left out. Empty means any.
    /// </param>
    /// <param name="options">The zone and the tag.</param>
    public static IEnumerable<EndPoint> Of(
        RegistrySnapshot snapshot, string service, IReadOnlyList<string> schemes, DiscoveryOptions options)
    {
        var running = snapshot.Resolve(service, options.Zone, options.Tag)
            .Select(instance => (Instance: instance, Address: Split(instance.Host)))
            .Where(each => each.Address.Scheme is not { } scheme || schemes.Count == 0
                || schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
            .ToList();
        return running
            .Where(each => IsLike(each.Instance, running[0].Instance, options.Zone))
            .Select(each => ToEndPoint(each.Address.Name, each.Instance.Port));
    }

    /// <summary>Splits a host into the scheme that was given before it, if any, and the host itself.</summary>
    public static (string? Scheme, string Name) Split(string host)
    {
        var at = host.IndexOf("://", StringComparison.Ordinal);
        var name = at < 0 ? host : host[(at + 3)..].TrimEnd('/');
        return (at < 0 ? null : host[..at], name.StartsWith('[') && name.EndsWith(']') ? name[1..^1] : name);
    }

    private static EndPoint ToEndPoint(string name, int port) =>
        IPAddress.TryParse(name, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(name, port);

    private static bool IsLike(ServiceInstance instance, ServiceInstance first, string? zone) =>
        instance.Weight > 0 == first.Weight > 0 && (zone is null || instance.Zone == zone == (first.Zone == zone));
}
