using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Which instances need an owner's attention.</summary>
internal static class MonitoringRules
{
    public static bool NeedsMonitoring(ServiceRecord record, HealthOptions options) =>
        record.Registration!.Attributes.TtlSeconds is not null
        || CheckOf(record, options) is not null
        || record.Reported?.UnregisterAfterSeconds is not null
        || record.HealthStatus == InstanceHealth.Failing;

    /// <summary>The default check applies without ttl and check. The kind "none" turns it off.</summary>
    public static HealthCheck? CheckOf(ServiceRecord record, HealthOptions options)
    {
        var attributes = record.Registration!.Attributes;
        var check = attributes.Check ?? (attributes.TtlSeconds is null ? options.DefaultCheck : null);
        return check is null or { Kind: HealthCheckKind.None } ? null : check;
    }
}
