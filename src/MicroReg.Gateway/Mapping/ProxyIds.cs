using System.Globalization;
using System.Text;
using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Mapping;

/// <summary>
/// Ids in YARP's tables. YARP ignores letter case in ids, but names of services that differ only in letter case are different services. So
/// of the characters that share an upper-case form, one stays as it is and the others are written as their codes.
/// </summary>
public static class ProxyIds
{
    private const char Mark = '^';

    /// <summary>
    /// The placeholder cluster of requests whose path names the service. A request has it until its service is looked up. It is never the
    /// id of a service.
    /// </summary>
    internal const string NoCluster = "^none";

    /// <summary>
    /// The id of the cluster of a service. Equal to the name if the name has no upper-case letters or similar characters.
    /// </summary>
    /// <param name="service">The name of the service.</param>
    public static string ClusterOf(string service) => Escape(service);

    /// <summary>The id of the destination of an instance. It is always the same, so YARP keeps what it knows of the destination.</summary>
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
