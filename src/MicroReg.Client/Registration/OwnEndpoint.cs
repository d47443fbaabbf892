using System.Net;
using System.Net.Sockets;

namespace MicroReg.Client.Registration;

/// <summary>Finds the address at which others reach this application. <see cref="RegistrationOptions.Host"/> explains the rule.</summary>
internal static class OwnEndpoint
{
    /// <summary>Finds the host and port to register.</summary>
    /// <param name="options">The options. A host or port that is set there takes precedence.</param>
    /// <param name="addresses">The addresses on which the server listens.</param>
    /// <returns>Null if neither the options nor the addresses give a host and port.</returns>
    public static (string Host, int Port)? Find(RegistrationOptions options, IEnumerable<string> addresses)
    {
        if (options.Host is { } given && options.Port is { } port)
            return (given, port);
        var first = addresses.Select(Parse).OfType<(string Scheme, string Host, int Port)>()
            .OrderBy(address => address.Scheme == "http" ? 0 : 1).Select(address => ((string, string, int)?)address).FirstOrDefault();
        return first is var (scheme, host, listening)
            ? (options.Host ?? Qualify(scheme, IsAny(host) ? TowardsRegistry(options.Nodes[0]) : host), options.Port ?? listening)
            : null;
    }

    private static string Qualify(string scheme, string host) => scheme == "http" ? host : $"{scheme}://{host}";

    /// <summary>The server's addresses are not valid URIs. The host may be * or +.</summary>
    private static (string Scheme, string Host, int Port)? Parse(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var end = scheme < 0 ? -1 : address.IndexOf('/', scheme + 3);
        var authority = scheme < 0 ? "" : end < 0 ? address[(scheme + 3)..] : address[(scheme + 3)..end];
        var colon = authority.LastIndexOf(':');
        return colon > 0 && int.TryParse(authority.AsSpan(colon + 1), out var port)
            ? (address[..scheme].ToLowerInvariant(), authority[..colon], port)
            : null;
    }

    private static bool IsAny(string host) => host is "*" or "+"
        || (IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    /// <summary>
    /// The local address that this machine uses to reach the registry. Nothing is sent. The operating system only looks up the route.
    /// </summary>
    private static string TowardsRegistry(Uri node)
    {
        try
        {
            using var way = new Socket(SocketType.Dgram, ProtocolType.Udp);
            way.Connect(node.IdnHost, node.Port);
            var address = ((IPEndPoint)way.LocalEndPoint!).Address;
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        }
        catch (SocketException)
        {
            return Dns.GetHostName();
        }
    }
}
