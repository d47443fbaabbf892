using System.Text.Json.Serialization;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Replication;
using MicroReg.Edge.Instances;
using MicroReg.Edge.Methods;

namespace MicroReg.Edge.Http.Api;

/// <summary>What a node knows of itself and of the cluster. A time that never was is an empty text.</summary>
internal sealed record ClusterDocument(
    NodeDocument Node,
    bool Ready,
    bool Stale,
    string Reason,
    [property: JsonPropertyName("accepts_writes")] bool AcceptsWrites,
    [property: JsonPropertyName("write_fault")] string WriteFault,
    IReadOnlyList<MemberDocument> Members,
    int Known,
    int Reachable,
    IReadOnlyList<PeerDocument> Peers,
    int Services,
    int Instances,
    int Subscriptions,
    HealthDocument Health,
    string Vector,
    DivergenceDocument Divergence,
    [property: JsonPropertyName("degraded_writes")] long DegradedWrites,
    [property: JsonPropertyName("restored_parts")] long RestoredParts,
    string Time)
{
    public static ClusterDocument Of(ClusterStatus status, RegistryView view, DateTimeOffset now) => new(
        NodeDocument.Of(status),
        status.Readiness.IsReady,
        status.Readiness.IsStale,
        status.Readiness.Reason,
        status.AcceptsWrites,
        status.WriteFault?.Message ?? "",
        [.. status.Members.Select(member => new MemberDocument(member.Address, member.State, member.IsReachable, member.IsSelf))],
        status.Replica.Known.Counted.Length,
        status.Replica.Reachable,
        [.. status.Replica.Peers.Select(PeerDocument.Of)],
        view.ServiceCount,
        view.InstanceCount,
        status.Subscriptions.Count,
        HealthDocument.Of(status.Health),
        status.Vector.ToString(),
        DivergenceDocument.Of(status.Replica),
        status.Replica.DegradedWrites,
        status.Replica.RestoredParts,
        Timestamps.Iso(now));
}

/// <summary>The node that answers.</summary>
internal sealed record NodeDocument(string Name, string Id, string Origin, string Version, string Address, string Standing)
{
    public static NodeDocument Of(ClusterStatus status) => new(
        status.NodeName,
        status.NodeId,
        status.Origin.ToString(),
        status.Version,
        status.Address,
        NodeStateWords.Of(status.Replica.Known.Find(status.NodeId)?.State));
}

/// <summary>A member of the cluster.</summary>
internal sealed record MemberDocument(string Address, string State, bool Reachable, bool Self);

/// <summary>How far this node and the others are out of step.</summary>
internal sealed record DivergenceDocument(
    [property: JsonPropertyName("buckets_differing")] int BucketsDiffering,
    [property: JsonPropertyName("changes_behind")] long ChangesBehind,
    string Since)
{
    public static DivergenceDocument Of(ReplicaStatus status)
    {
        var (differing, behind, since) = Divergence.Of(status);
        return new(differing, behind, Timestamps.Iso(since));
    }
}
