using System.Globalization;

namespace MicroReg.Gateway.Mapping;

/// <summary>What the gateway notes in YARP's configuration, and reads there.</summary>
internal static class ProxyMetadata
{
    /// <summary>Of a cluster: the service that it is.</summary>
    public const string Service = "MicroReg.Service";

    /// <summary>Of a route: the first segment of the path is the service.</summary>
    public const string ServiceInPath = "MicroReg.ServiceInPath";

    private const string Weight = "MicroReg.Weight";
    private const string Zone = "MicroReg.Zone";

    /// <summary>What is noted of an instance; nothing of one that is as most are.</summary>
    public static IReadOnlyDictionary<string, string>? OfInstance(int weight, string? zone)
    {
        if (weight == 1 && zone is null)
            return null;
        var noted = new Dictionary<string, string>(2) { [Weight] = weight.ToString(CultureInfo.InvariantCulture) };
        if (zone is not null)
            noted[Zone] = zone;
        return noted;
    }

    /// <summary>The weight of a destination; 1 unless it says another.</summary>
    public static int WeightOf(IReadOnlyDictionary<string, string>? metadata) =>
        metadata is not null && metadata.TryGetValue(Weight, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : 1;

    /// <summary>The zone of a destination, if it says one.</summary>
    public static string? ZoneOf(IReadOnlyDictionary<string, string>? metadata) => metadata?.GetValueOrDefault(Zone);

    /// <summary>The service that a cluster is; null for a cluster that is none of ours.</summary>
    public static string? ServiceOf(IReadOnlyDictionary<string, string>? metadata) => metadata?.GetValueOrDefault(Service);
}
