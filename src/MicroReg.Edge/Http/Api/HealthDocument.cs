using System.Text.Json.Serialization;
using MicroReg.Domain.Health;
using MicroReg.Edge.Instances;

namespace MicroReg.Edge.Http.Api;

/// <summary>The instances that a node monitors, and self-preservation; counts are since its start.</summary>
/// <param name="Owned">Instances whose health this node decides.</param>
/// <param name="Leased">Owned ones with a lease.</param>
/// <param name="Probed">Owned ones that are probed.</param>
/// <param name="Failing">Owned ones that are failing.</param>
/// <param name="Held">Owned ones that would be failing but for self-preservation.</param>
/// <param name="Holds">Why self-preservation is active.</param>
/// <param name="Flapping">Owned ones that are suppressed because their health changes too often; 100 at most.</param>
/// <param name="Beats">Heartbeats that this node took.</param>
/// <param name="BeatsForwarded">Those that it sent on to the owners of the instances.</param>
/// <param name="ProbesGood">Probes that were answered as expected.</param>
/// <param name="ProbesBad">Probes that were not.</param>
/// <param name="ProbesNotPermitted">Probes of targets that may not be connected to.</param>
/// <param name="ProbesInFlight">Probes under way.</param>
/// <param name="Expired">Leases that ran out and checks that failed often enough.</param>
/// <param name="Recovered">Instances that were well again.</param>
/// <param name="Contradicted">Times that another node knew that an instance was not dead.</param>
/// <param name="Removed">Instances that this node unregistered, after long failing or draining.</param>
/// <param name="Pauses">Times that this node had been stopped or starved and extended all leases.</param>
internal sealed record HealthDocument(
    int Owned,
    int Leased,
    int Probed,
    int Failing,
    int Held,
    IReadOnlyList<HoldDocument> Holds,
    IReadOnlyList<FlappingDocument> Flapping,
    long Beats,
    [property: JsonPropertyName("beats_forwarded")] long BeatsForwarded,
    [property: JsonPropertyName("probes_good")] long ProbesGood,
    [property: JsonPropertyName("probes_bad")] long ProbesBad,
    [property: JsonPropertyName("probes_not_permitted")] long ProbesNotPermitted,
    [property: JsonPropertyName("probes_in_flight")] int ProbesInFlight,
    long Expired,
    long Recovered,
    long Contradicted,
    long Removed,
    long Pauses)
{
    public static HealthDocument Of(HealthStatus status) => new(
        status.Owned,
        status.Leased,
        status.Probed,
        status.Failing,
        status.Preserved,
        [.. status.SelfPreservations.Select(one => new HoldDocument(
            one.Scope, one.Reason, one.Share, Timestamps.Iso(one.Since), one.Instances))],
        [.. status.Flapping.Select(one => new FlappingDocument(
            one.Key.Name, one.Key.Host, one.Key.Port, one.Changes, Timestamps.Iso(one.Since)))],
        status.Heartbeats,
        status.HeartbeatsForwarded,
        status.ProbesGood,
        status.ProbesBad,
        status.ProbesNotPermitted,
        status.ProbesInFlight,
        status.Expired,
        status.Recovered,
        status.Contradicted,
        status.Removed,
        status.Pauses);
}

/// <summary>A case of self-preservation: it keeps instances from being expired.</summary>
/// <param name="Scope">A service, or empty for all instances that the node monitors.</param>
/// <param name="Reason">What happened.</param>
/// <param name="Share">The share of the instances that failed at once, from 0 to 1.</param>
/// <param name="Since">Since when.</param>
/// <param name="Instances">How many instances it keeps from failing.</param>
internal sealed record HoldDocument(string Scope, string Reason, double Share, string Since, int Instances);

/// <summary>An instance that is suppressed (shown as failing) because its health changes too often.</summary>
/// <param name="Name">The service.</param>
/// <param name="Host">The host of the instance.</param>
/// <param name="Port">Its port.</param>
/// <param name="Changes">How often it has changed within the window.</param>
/// <param name="Since">Since when it has been suppressed.</param>
internal sealed record FlappingDocument(string Name, string Host, int Port, int Changes, string Since);
