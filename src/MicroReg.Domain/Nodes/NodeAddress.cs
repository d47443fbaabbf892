using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MicroReg.Domain.Nodes;

/// <summary>
/// Addresses of nodes as text, "host:port", with IPv6 in brackets. Nodes compare them as text, so a node must always have the same
/// spelling.
/// </summary>
internal static class NodeAddress
{
    /// <summary>Puts an address together.</summary>
    public static string Of(string host, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{Bracketed(host)}:{port}");

    /// <summary>Takes an address apart. The host comes back as <see cref="Of"/> writes it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? host, out int port)
    {
        var colon = text.LastIndexOf(':');
        host = null;
        port = 0;
        if (colon < 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            || port is < 1 or > 65535)
            return false;
        return TryParseHost(text[..colon], out host);
    }

    /// <summary>Takes a host as people write it: a name, an IPv4 address, or an IPv6 address in brackets.</summary>
    public static bool TryParseHost(string text, [NotNullWhen(true)] out string? host)
    {
        var isBracketed = text is ['[', .., ']'];
        var type = Uri.CheckHostName(isBracketed ? text[1..^1] : text);
        var isHost = isBracketed ? type == UriHostNameType.IPv6 : type is UriHostNameType.Dns or UriHostNameType.IPv4;
        host = isHost ? Bracketed(isBracketed ? text[1..^1] : text) : null;
        return isHost;
    }

    private static string Bracketed(string host) =>
        IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : host;
}
