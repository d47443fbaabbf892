using MicroReg.Domain.Records;

namespace MicroReg.Domain.Views;

/// <summary>Which instances a caller looks for.</summary>
/// <param name="Tag">Only instances with this tag; null for all.</param>
/// <param name="Zone">The caller's zone; null for none.</param>
/// <param name="Status">Only instances of this status; null for all.</param>
public sealed record InstanceFilter(string? Tag = null, string? Zone = null, ServiceStatus? Status = null)
{
    /// <summary>Every instance.</summary>
    public static InstanceFilter All { get; } = new();

    /// <summary>True if the instance carries the tag, or no tag is asked for.</summary>
    public bool MatchesTag(ServiceRecord record) => Tag is null || record.Registration!.Attributes.Tags.Contains(Tag);

    /// <summary>True if the instance is in the zone, or no zone is asked for.</summary>
    public bool MatchesZone(ServiceRecord record) => Zone is null || record.Registration!.Attributes.Zone == Zone;

    /// <summary>True if tag, zone and status all match.</summary>
    public bool Matches(ServiceRecord record) =>
        (Status is null || record.Status == Status) && MatchesTag(record) && MatchesZone(record);
}

/// <summary>Which services a caller wants listed. A service is listed if one of its instances matches.</summary>
/// <param name="Prefix">Only names with this prefix.</param>
/// <param name="Instances">Only services with such an instance; the listing shows all of their instances.</param>
/// <param name="After">Only names after this one in ordinal order: the last name of the page before.</param>
/// <param name="Limit">The greatest number of services, at least 1.</param>
public sealed record ServiceFilter(
    string Prefix = "", InstanceFilter? Instances = null, string After = "", int Limit = ServiceFilter.DefaultLimit)
{
    /// <summary>The number of services in a page if the caller does not say.</summary>
    public const int DefaultLimit = 1000;
}
