using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>The health status of a node. Counters are since its start.</summary>
public sealed record HealthStatus
{
    /// <summary>The most flapping instances that are listed.</summary>
    public const int MostFlapping = 100;

    /// <summary>The status of a node that monitors nothing.</summary>
    public static HealthStatus None { get; } = new();

    /// <summary>Instances that this node owns: it decides about their health.</summary>
    public int Owned { get; init; }

    /// <summary>Owned instances with a lease.</summary>
    public int Leased { get; init; }

    /// <summary>Owned instances with a check.</summary>
    public int Probed { get; init; }

    /// <summary>Owned instances that are failing.</summary>
    public int Failing { get; init; }

    /// <summary>Owned instances that would be failing but for self-preservation.</summary>
    public int Preserved { get; init; }

    /// <summary>Why expiry is suspended, for the node or for a service, or because this node cannot judge; empty if it is not.</summary>
    public ImmutableArray<SelfPreservation> SelfPreservations
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>Owned instances that are suppressed because they flap, those with the most changes first.</summary>
    public ImmutableArray<FlappingInstance> Flapping
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>Heartbeats that callers sent to this node.</summary>
    public long Heartbeats { get; init; }

    /// <summary>Heartbeats that it forwarded to the owners of their instances.</summary>
    public long HeartbeatsForwarded { get; init; }

    /// <summary>Probes that succeeded.</summary>
    public long ProbesGood { get; init; }

    /// <summary>Probes that failed.</summary>
    public long ProbesBad { get; init; }

    /// <summary>Probes that were not made because their target is in no permitted network.</summary>
    public long ProbesNotPermitted { get; init; }

    /// <summary>Probes in flight.</summary>
    public int ProbesInFlight { get; init; }

    /// <summary>Instances that this node found failing, by lease or check.</summary>
    public long Expired { get; init; }

    /// <summary>Failing instances that this node found well again.</summary>
    public long Recovered { get; init; }

    /// <summary>Suspicions that a heartbeat or probe of another node disproved.</summary>
    public long Contradicted { get; init; }

    /// <summary>Instances that this node unregistered because they failed for long or had drained.</summary>
    public long Removed { get; init; }

    /// <summary>Pauses after which this node extended all leases, because it had been stopped or starved.</summary>
    public long Pauses { get; init; }
}

/// <summary>A reason why expiry is suspended.</summary>
/// <param name="Scope">The service; "" for all instances that the node owns.</param>
/// <param name="Reason">Why, in words for an operator.</param>
/// <param name="Share">The share of the monitored instances that failed at once, 0 to 1.</param>
/// <param name="Since">Since when.</param>
/// <param name="Instances">How many instances it preserves.</param>
public sealed record SelfPreservation(string Scope, string Reason, double Share, DateTimeOffset Since, int Instances);

/// <summary>An instance that is suppressed because its health changes too often.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Changes">How often its health has changed since it began to flap.</param>
/// <param name="Since">When it was suppressed.</param>
public sealed record FlappingInstance(InstanceKey Key, int Changes, DateTimeOffset Since);
