using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>What a node watches, and what holds it back; counts are since its start.</summary>
public sealed record HealthStatus
{
    /// <summary>The most of the flapping instances that are named.</summary>
    public const int MostFlapping = 100;

    /// <summary>Nothing is watched.</summary>
    public static HealthStatus None { get; } = new();

    /// <summary>Instances of which this node is the owner: the one that decides about their health.</summary>
    public int Owned { get; init; }

    /// <summary>Owned ones with a lease.</summary>
    public int Leased { get; init; }

    /// <summary>Owned ones that are probed.</summary>
    public int Probed { get; init; }

    /// <summary>Owned ones that are failing.</summary>
    public int Failing { get; init; }

    /// <summary>Owned ones that would be failing by now, but are held.</summary>
    public int Preserved { get; init; }

    /// <summary>Why expiry is held, by node, by service, or because this node cannot judge; empty if it is not.</summary>
    public ImmutableArray<SelfPreservation> SelfPreservations
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>Owned instances that change too often and are held down, those with the most changes first.</summary>
    public ImmutableArray<FlappingInstance> Flapping
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>Beats that this node took.</summary>
    public long Heartbeats { get; init; }

    /// <summary>Those that it sent on to their owners.</summary>
    public long HeartbeatsForwarded { get; init; }

    /// <summary>Probes by what they found.</summary>
    public long ProbesGood { get; init; }

    /// <summary>Probes that failed.</summary>
    public long ProbesBad { get; init; }

    /// <summary>Probes that were not made because their targets are in no network that may be probed.</summary>
    public long ProbesNotPermitted { get; init; }

    /// <summary>Probes under way.</summary>
    public int ProbesInFlight { get; init; }

    /// <summary>Leases that ran out and checks that failed, as this node decided.</summary>
    public long Expired { get; init; }

    /// <summary>Instances that this node found well again.</summary>
    public long Recovered { get; init; }

    /// <summary>Times that another node's beat or probe showed that an instance was not dead.</summary>
    public long Contradicted { get; init; }

    /// <summary>Instances that this node unregistered, because they failed for long or had drained.</summary>
    public long Removed { get; init; }

    /// <summary>Times that this node found that it had been stopped or starved, and extended all leases.</summary>
    public long Pauses { get; init; }
}

/// <summary>Something that keeps instances from being expired.</summary>
/// <param name="Scope">The service; "" for all instances that the node watches.</param>
/// <param name="Reason">Why, in words for an operator.</param>
/// <param name="Share">The share of the watched instances that failed at once, 0 to 1.</param>
/// <param name="Since">Since when.</param>
/// <param name="Instances">How many instances it holds.</param>
public sealed record SelfPreservation(string Scope, string Reason, double Share, DateTimeOffset Since, int Instances);

/// <summary>An instance that is held down because its health changes too often.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Changes">How often its health changed since it began.</param>
/// <param name="Since">When it was first held down.</param>
public sealed record FlappingInstance(InstanceKey Key, int Changes, DateTimeOffset Since);
