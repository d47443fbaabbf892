using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Instances;

/// <summary>An instance. What it did not ask for, such as a lease or a check, is missing.</summary>
/// <remarks>
/// All faces show an instance through this. It decides which fields there are and what each means; the writer of a face decides only how to
/// write them. It is a view of a record: nothing is copied before a writer asks for it. The JSON face is serialized from these members.
/// </remarks>
internal readonly struct InstanceDocument
{
    private readonly ServiceRecord _record;
    private readonly Registration _registration;

    /// <summary>Shows an instance.</summary>
    /// <param name="record">Its record, with a registration.</param>
    /// <param name="id">The id to show it under, if that is not its own.</param>
    public InstanceDocument(ServiceRecord record, int? id = null)
    {
        _record = record;
        _registration = record.Registration!;
        Id = id ?? _registration.Id;
    }

    /// <summary>The number by which the registry identifies it.</summary>
    public int Id { get; }

    /// <summary>The host as it was registered.</summary>
    public string Host => _record.Key.Host;

    /// <summary>The port.</summary>
    public int Port => _record.Key.Port;

    /// <summary>The effective status, by name.</summary>
    public string Status => ServiceStatuses.NameOf(_record.Status);

    /// <summary>The status that the instance, or an operator, reported, by name.</summary>
    public string Reported => ServiceStatuses.NameOf(_record.ReportedStatus);

    /// <summary>Its health by leases and probes: unknown, passing or failing.</summary>
    public string Health => HealthWords.Of(_record.HealthStatus);

    /// <summary>The names and values that it was registered with.</summary>
    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string> MetadataByName => new Dictionary<string, string>(Metadata);

    /// <summary>The tags that it was registered with.</summary>
    public ImmutableArray<string> Tags => Attributes.Tags;

    /// <summary>The zone where it runs; null if it gave none.</summary>
    public string? Zone => Attributes.Zone;

    /// <summary>Its share of the calls relative to other instances.</summary>
    public int Weight => Attributes.Weight;

    /// <summary>When it was first registered.</summary>
    [JsonPropertyName("registered_at")]
    public string RegisteredAt => Timestamps.Iso(FirstRegistered);

    /// <summary>When anything about it last changed.</summary>
    [JsonPropertyName("updated_at")]
    public string UpdatedAt => Timestamps.Iso(_record.Updated.Time.ToDateTimeOffset());

    /// <summary>Its lease in seconds, if it asked for one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Ttl => Attributes.TtlSeconds;

    /// <summary>How it asked to be probed, if it did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckDocument? Check => Attributes.Check is { } check ? CheckDocument.Of(check) : null;

    /// <summary>The seconds of failing after which it is unregistered, if it asked for that.</summary>
    [JsonPropertyName("deregister_after"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DeregisterAfter => Attributes.DeregisterAfterSeconds;

    /// <summary>The service that it is an instance of.</summary>
    [JsonIgnore]
    public string Service => _record.Key.Name;

    /// <summary>The effective status, as a number.</summary>
    [JsonIgnore]
    public int StatusNumber => (int)_record.Status;

    /// <summary>The status that the instance, or an operator, reported, as a number.</summary>
    [JsonIgnore]
    public int ReportedNumber => (int)_record.ReportedStatus;

    /// <summary>The names and values that it was registered with.</summary>
    [JsonIgnore]
    public Metadata Metadata => Attributes.Metadata;

    /// <summary>When it was first registered.</summary>
    [JsonIgnore]
    public DateTimeOffset FirstRegistered => _registration.FirstRegistered.Time.ToDateTimeOffset();

    private InstanceAttributes Attributes => _registration.Attributes;

    public static InstanceDocument Of(ServiceRecord record) => new(record);
}
