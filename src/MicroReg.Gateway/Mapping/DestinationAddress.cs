using System.Globalization;
using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Mapping;

/// <summary>The address at which an instance takes requests.</summary>
internal static class DestinationAddress
{
    private const string Secure = "https://";
    private const string Plain = "http://";

    /// <summary>The URL of an instance. Null if its host does not give a valid URL, which a registry would not accept.</summary>
    public static string? Of(ServiceInstance instance)
    {
        var (scheme, host) = Split(instance.Host);
        if (host.Contains(':') && !host.StartsWith('['))
            host = $"[{host}]";
        var address = string.Create(CultureInfo.InvariantCulture, $"{scheme}{host}:{instance.Port}/");
        // A host that contains more than a host, such as a path or a user, is not the address of an instance.
        return Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } && uri.Port == instance.Port
            ? address
            : null;
    }

    private static (string Scheme, string Host) Split(string host) =>
        host.StartsWith(Secure, StringComparison.OrdinalIgnoreCase) ? (Secure, host[Secure.Length..])
        : host.StartsWith(Plain, StringComparison.OrdinalIgnoreCase) ? (Plain, host[Plain.Length..])
        : (Plain, host);
}
