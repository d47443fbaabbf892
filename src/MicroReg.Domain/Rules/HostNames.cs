using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MicroReg.Domain.Rules;

/// <summary>The syntax of hosts. Nothing is resolved.</summary>
internal static class HostNames
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> InIPv4 = SearchValues.Create($"{Digits}.");
    private static readonly SearchValues<char> InIPv6 = SearchValues.Create($"{Digits}ABCDEFabcdef:.");
    private static readonly SearchValues<char> InZones = SearchValues.Create($"{Digits}{Letters}-._~");
    private static readonly SearchValues<char> InAsciiLabels = SearchValues.Create($"{Digits}{Letters}-_");

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
            ? host.EndsWith(']') && IsIPv6(host.AsSpan(1, host.Length - 2))
            : IsDnsName(host) || IsIPv6(host);

    /// <summary>True for a host, optionally with a port: what an HTTP Host header may say.</summary>
    public static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (IsHost(text) || colon < 0)
            return IsHost(text);
        var (host, port) = (text[..colon], text[(colon + 1)..]);
        return IsHost(host) && (host.StartsWith('[') || !host.Contains(':'))
            && port.Length is > 0 and <= 5 && !port.AsSpan().ContainsAnyExceptInRange('0', '9')
            && int.Parse(port, CultureInfo.InvariantCulture) is >= 1 and <= 65535;
    }

    /// <summary>
    /// The framework's parser also accepts brackets, a port, and anything after a percent sign. Those are cut off first. The zone is an
    /// unreserved text (RFC 6874).
    /// </summary>
    private static bool IsIPv6(ReadOnlySpan<char> text)
    {
        var percent = text.IndexOf('%');
        var address = percent < 0 ? text : text[..percent];
        return (percent < 0 || IsZone(text[(percent + 1)..]))
            && address.Contains(':')
            && !address.ContainsAnyExcept(InIPv6)
            && IPAddress.TryParse(address, out var parsed)
            && parsed.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool IsZone(ReadOnlySpan<char> zone) => zone.Length is > 0 and <= 64 && !zone.ContainsAnyExcept(InZones);

    /// <summary>
    /// Labels of 1 to 63 letters, digits, hyphens or underscores (which container networks use), 253 characters in
    /// all, as in RFC 1123 section 2.1; letters beyond ASCII are an internationalised name (RFC 5890). An IPv4
    /// address has the same shape; a name of digits and dots alone must be one.
    /// </summary>
    private static bool IsDnsName(ReadOnlySpan<char> text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (name.Length is 0 or > 253)
            return false;
        foreach (var label in name.Split('.'))
            if (!IsLabel(name[label]))
                return false;
        return name.ContainsAnyExcept(InIPv4) || (name.Count('.') == 3 && IPAddress.TryParse(name, out _));
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-' && label[^1] != '-'
        && (!label.ContainsAnyExcept(InAsciiLabels) || IsInternational(label));

    private static bool IsInternational(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        return true;
    }
}
