using System.Text.Json.Serialization;
using MicroReg.Domain.Health;
using MicroReg.Edge.Instances;

namespace MicroReg.Edge.Http.Api;

/// <summary>What a node watches, and what holds it back; counts are since its start.</summary>
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
        [.. status.SelfPreservations.Select(preservation => new HoldDocument(preservation.Scope, preservation.Reason, preservation.Share, Timestamps.Iso(preservation.Since), preservation.Instances))],
        [.. status.Flapping.Select(one => new FlappingDocument(one.Key.Name, one.Key.Host, one.Key.Port, one.Changes, Timestamps.Iso(one.Since)))],
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

/// <summary>Something that keeps instances from being expired. The scope is a service, or empty for all that the node watches.</summary>
internal sealed record HoldDocument(string Scope, string Reason, double Share, string Since, int Instances);

/// <summary>An instance that is held down because its health changes too often.</summary>
internal sealed record FlappingDocument(string Name, string Host, int Port, int Changes, string Since);
