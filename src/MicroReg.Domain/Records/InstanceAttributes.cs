using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MicroReg.Domain.Records;

/// <summary>What a service says of an instance when it registers it. Immutable, equal by content.</summary>
public sealed record InstanceAttributes
{
    /// <summary>Creates the attributes of a registration that gives none: running, weight 1.</summary>
    public InstanceAttributes()
    {
    }

    /// <summary>
    /// For reading JSON: a document of an older version lacks fields, and the generated reader takes their values from here, not from the
    /// properties.
    /// </summary>
    [JsonConstructor]
    internal InstanceAttributes(
        ServiceStatus status = ServiceStatus.Running,
        Metadata? metadata = null,
        ImmutableArray<string> tags = default,
        int weight = 1)
    {
        Status = status;
        Metadata = metadata ?? Metadata.Empty;
        Tags = tags.IsDefault ? [] : tags;
        Weight = weight;
    }

    /// <summary>The attributes of a registration that gives none: running, weight 1.</summary>
    public static InstanceAttributes Default { get; } = new();

    /// <summary>The status that the instance starts with.</summary>
    public ServiceStatus Status { get; init; } = ServiceStatus.Running;

    /// <summary>Free key → value pairs.</summary>
    public Metadata Metadata { get; init; } = Metadata.Empty;

    /// <summary>Labels to select instances by, in the order given.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Where the instance runs, for callers that prefer a near one.</summary>
    public string? Zone { get; init; }

    /// <summary>The share of requests it takes beside the other instances; 0 to 1,000, 0 = only if there is no other.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The time to live of its lease in seconds, 1 to 86,400; null for no lease.</summary>
    public int? TtlSeconds { get; init; }

    /// <summary>The check that it asks for, if not the registry's default.</summary>
    public HealthCheck? Check { get; init; }

    /// <summary>Seconds of failing after which it is unregistered, if not the registry's default.</summary>
    public int? DeregisterAfterSeconds { get; init; }

    /// <inheritdoc />
    public bool Equals(InstanceAttributes? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (Status == other.Status && Metadata.Equals(other.Metadata) && Tags.AsSpan().SequenceEqual(other.Tags.AsSpan())
                && Zone == other.Zone && Weight == other.Weight && TtlSeconds == other.TtlSeconds && Check == other.Check
                && DeregisterAfterSeconds == other.DeregisterAfterSeconds));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Status, Metadata, Tags.Length, Zone, Weight, TtlSeconds);
}
