using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MicroReg.Domain.Rules;

/// <summary>What counts as a host: the syntax only, nothing is resolved.</summary>
public static class HostNames
{
    /// <summary>The host behind an optional http:// or https://.</summary>
    public static string WithoutScheme(string host)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["http://", "https://"])
            if (host.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return host[scheme.Length..];
        return host;
    }

    /// <summary>True for a DNS name or an IP address without scheme, port or path.</summary>
    public static bool IsHost(string host) =>
        host.StartsWith('[')
            ? host.EndsWith(']') && IsIPv6(host[1..^1])
            : IsDnsName(host) || IsIPv6(host);

    /// <summary>True for a host, optionally with a port: what an HTTP Host header may say.</summary>
    public static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (IsHost(text) || colon < 0)
            return IsHost(text);
        var (host, port) = (text[..colon], text[(colon + 1)..]);
        return IsHost(host) && (host.StartsWith('[') || !host.Contains(':'))
            && port.Length is > 0 and <= 5 && port.All(char.IsAsciiDigit)
            && int.Parse(port, CultureInfo.InvariantCulture) is >= 1 and <= 65535;
    }

    /// <summary>
    /// The framework's parser also takes brackets, a port, and anything at all behind a percent sign: those are cut
    /// off first. The zone is an unreserved text (RFC 6874).
    /// </summary>
    private static bool IsIPv6(string text)
    {
        var percent = text.IndexOf('%');
        var address = percent < 0 ? text : text[..percent];
        return (percent < 0 || IsZone(text[(percent + 1)..]))
            && address.Contains(':')
            && address.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            && IPAddress.TryParse(address, out var parsed)
            && parsed.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool IsZone(string zone) =>
        zone.Length is > 0 and <= 64 && zone.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    /// <summary>
    /// Labels of 1 to 63 letters, digits, hyphens or underscores (which container networks use), 253 characters in
    /// all, as in RFC 1123 section 2.1; letters beyond ASCII are an internationalised name (RFC 5890). An IPv4
    /// address has the same shape; a name of digits and dots alone must be one.
    /// </summary>
    private static bool IsDnsName(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (name.Length is 0 or > 253 || !name.Split('.').All(IsLabel))
            return false;
        return !name.All(c => char.IsAsciiDigit(c) || c == '.')
            || (name.Count(c => c == '.') == 3 && IPAddress.TryParse(name, out _));
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');
}
