using System.Text.Json.Serialization;
using MicroReg.Benchmarks.Liveness;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>What <c>/api/cluster</c> says, as far as it is used here.</summary>
internal sealed record ClusterAnswer(
    bool Ready,
    bool Stale,
    string Reason,
    IReadOnlyList<MemberAnswer> Members,
    int Known,
    int Reachable,
    int Instances,
    DivergenceAnswer Divergence,
    [property: JsonPropertyName("degraded_writes")] long DegradedWrites,
    [property: JsonPropertyName("restored_parts")] long RestoredParts)
{
    public HealthAnswer? Health { get; init; }

    public bool IsInStep => Divergence is { BucketsDiffering: 0 } && RestoredParts == 0;

    public bool IsUp => Members.Any(member => member is { Self: true, State: "Up" });

    /// <summary>True if the node sees that many members, all of them up, reached and known to replication, and no others.</summary>
    public bool IsCompleteWith(int nodes) =>
        Ready && !Stale && Known == nodes && Reachable == nodes
        && Members.Count == nodes && Members.All(member => member is { State: "Up", Reachable: true });

    public override string ToString() =>
        $"ready {Ready}, stale {Stale} ({Reason}), known {Known}, reachable {Reachable}, instances {Instances}, " +
        $"members {string.Join(" ", Members.Select(m => $"{m.Address}:{m.State}{(m.Reachable ? "" : ":unreachable")}"))}, " +
        $"buckets differing {Divergence.BucketsDiffering}, restored parts {RestoredParts}, degraded writes {DegradedWrites}";
}

internal sealed record MemberAnswer(string Address, string State, bool Reachable, bool Self);

internal sealed record DivergenceAnswer(
    [property: JsonPropertyName("buckets_differing")] int BucketsDiffering,
    [property: JsonPropertyName("changes_behind")] long ChangesBehind);
