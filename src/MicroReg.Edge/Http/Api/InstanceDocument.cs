using System.Text.Json.Serialization;
using MicroReg.Domain.Records;
using MicroReg.Edge.Methods;

namespace MicroReg.Edge.Http.Api;

/// <summary>An instance. How it asked to be watched is there as far as it did.</summary>
internal sealed record InstanceDocument(
    int Id,
    string Host,
    int Port,
    string Status,
    string Reported,
    string Health,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<string> Tags,
    string? Zone,
    int Weight,
    [property: JsonPropertyName("registered_at")] string RegisteredAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Ttl,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CheckDocument? Check,
    [property: JsonPropertyName("deregister_after"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? DeregisterAfter)
{
    public static InstanceDocument Of(ServiceRecord record)
    {
        var registration = record.Registration!;
        var attributes = registration.Attributes;
        return new(
            registration.Id,
            record.Key.Host,
            record.Key.Port,
            ServiceStatuses.NameOf(record.Status),
            ServiceStatuses.NameOf(record.ReportedStatus),
            HealthWords.Of(record.HealthStatus),
            new Dictionary<string, string>(attributes.Metadata),
            attributes.Tags,
            attributes.Zone,
            attributes.Weight,
            Timestamps.Iso(registration.FirstRegistered.Time.ToDateTimeOffset()),
            Timestamps.Iso(record.Updated.Time.ToDateTimeOffset()),
            attributes.TtlSeconds,
            attributes.Check is { } check ? CheckDocument.Of(check) : null,
            attributes.DeregisterAfterSeconds);
    }
}
