using System.Globalization;
using System.Text;
using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Mapping;

/// <summary>
/// Names in YARP's tables. YARP compares them without regard to letter case, while the names of services differ by it: of
/// the characters that have the same upper case one stays as it is, every other is written as its code.
/// </summary>
public static class ProxyIds
{
    private const char Mark = '^';

    /// <summary>The cluster of requests whose path names the service: what a request is given before that is looked up. Never the id of a service.</summary>
    internal const string NoCluster = "^none";

    /// <summary>The id of the cluster of a service; the name itself if it is of lower-case letters and the like.</summary>
    /// <param name="service">The name of the service.</param>
    public static string ClusterOf(string service) => Escape(service);

    /// <summary>The id of the destination that an instance is: always the same one, so that what YARP knows of it is kept.</summary>
    internal static string DestinationOf(ServiceInstance instance) =>
        Escape(string.Create(CultureInfo.InvariantCulture, $"{instance.Host}:{instance.Port}"));

    private static string Escape(string text)
    {
        if (text.All(IsKept))
            return text;
        var id = new StringBuilder();
        foreach (var c in text)
            _ = IsKept(c) ? id.Append(c) : id.Append(Mark).Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        return id.ToString();
    }

    private static bool IsKept(char c) => c != Mark && !char.IsSurrogate(c) && char.ToLowerInvariant(char.ToUpperInvariant(c)) == c;
}
