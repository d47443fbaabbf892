using System.Globalization;

namespace MicroReg.Gateway.Mapping;

/// <summary>The metadata that the gateway writes into YARP's configuration and reads there.</summary>
internal static class ProxyMetadata
{
    /// <summary>On a cluster: the name of its service.</summary>
    public const string Service = "MicroReg.Service";

    /// <summary>On a route: the first segment of the path names the service.</summary>
    public const string ServiceInPath = "MicroReg.ServiceInPath";

    private const string Weight = "MicroReg.Weight";
    private const string Zone = "MicroReg.Zone";

    /// <summary>The metadata of an instance. Null if its weight and zone are the defaults.</summary>
    public static IReadOnlyDictionary<string, string>? OfInstance(int weight, string? zone)
    {
        if (weight == 1 && zone is null)
            return null;
        var noted = new Dictionary<string, string>(2) { [Weight] = weight.ToString(CultureInfo.InvariantCulture) };
        if (zone is not null)
            noted[Zone] = zone;
        return noted;
    }

    /// <summary>The weight of a destination. 1 if its metadata does not say.</summary>
    public static int WeightOf(IReadOnlyDictionary<string, string>? metadata) =>
        metadata is not null && metadata.TryGetValue(Weight, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : 1;

    /// <summary>The zone of a destination. Null if its metadata does not say.</summary>
    public static string? ZoneOf(IReadOnlyDictionary<string, string>? metadata) => metadata?.GetValueOrDefault(Zone);

    /// <summary>The service of a cluster. Null if the cluster does not come from the registry.</summary>
    public static string? ServiceOf(IReadOnlyDictionary<string, string>? metadata) => metadata?.GetValueOrDefault(Service);
}
