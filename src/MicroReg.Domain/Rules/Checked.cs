using System.Buffers;
using System.Globalization;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Rules;

/// <summary>
/// The rules for names, hosts and ports that callers give: each check returns null or the fault that names the parameter.
/// </summary>
internal static class Checked
{
    /// <summary>The greatest length of a service name, in characters.</summary>
    public const int MaxNameLength = 255;

    /// <summary>The greatest length of a host, in characters: a DNS name of 253 with brackets, scheme and zone.</summary>
    public const int MaxHostLength = 300;

    /// <summary>Control characters and those that XML cannot carry.</summary>
    internal static readonly SearchValues<char> NotInNames =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(char.IsControl), '\uFFFE', '\uFFFF']);

    /// <summary>1 to 255 characters, none a control character, no white space at the ends. Unicode as given.</summary>
    public static RegistryFault? Name(string name)
    {
        if (name.Length is 0 or > MaxNameLength)
            return RegistryFault.Invalid("name", $"must have 1 to {MaxNameLength} characters; this one has {name.Length}");
        if (name.AsSpan().ContainsAny(NotInNames) || HasLoneSurrogate(name))
            return RegistryFault.Invalid("name", "must not contain control characters or others that XML cannot carry");
        if (char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))
            return RegistryFault.Invalid("name", "must not begin or end with white space");
        return null;
    }

    /// <summary>A DNS name, an IPv4 or IPv6 address, bracketed or not, optionally behind http:// or https://.</summary>
    public static RegistryFault? Host(string host) =>
        host.Length is > 0 and <= MaxHostLength && HostNames.IsHost(HostNames.WithoutScheme(host))
            ? null
            : RegistryFault.Invalid(
                "host",
                "must be a DNS name, an IPv4 or an IPv6 address, optionally with http:// or https:// before it and nothing after it");

    /// <summary>1 to 65,535.</summary>
    public static RegistryFault? Port(long port) =>
        port is >= 1 and <= 65535
            ? null
            : RegistryFault.Invalid("port", string.Create(CultureInfo.InvariantCulture, $"must be 1 to 65535, not {port}"));

    /// <summary>The first fault of a key, or null.</summary>
    public static RegistryFault? Key(InstanceKey key) => Name(key.Name) ?? Host(key.Host) ?? Port(key.Port);

    /// <summary>Half a surrogate pair has no UTF-8 form: no answer could return such a text unchanged.</summary>
    internal static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++))
                return true;
        return false;
    }
}
