using System.Text.Json.Serialization;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Methods;

namespace MicroReg.Edge.Http.Api;

/// <summary>What a node knows of itself and of the cluster.</summary>
internal sealed record ClusterDocument(
    NodeDocument Node,
    bool Ready,
    bool Stale,
    string Reason,
    [property: JsonPropertyName("accepts_writes")] bool AcceptsWrites,
    [property: JsonPropertyName("write_fault")] string WriteFault,
    IReadOnlyList<MemberDocument> Members,
    int Services,
    int Instances,
    string Vector,
    IReadOnlyList<string> Divergence,
    string Time)
{
    public static ClusterDocument Of(ClusterStatus status, RegistryView view, DateTimeOffset now) => new(
        new NodeDocument(status.NodeName, status.NodeId, status.Origin.ToString(), status.Version, status.Address),
        status.Readiness.IsReady,
        status.Readiness.IsStale,
        status.Readiness.Reason,
        status.AcceptsWrites,
        status.WriteFault?.Message ?? "",
        [.. status.Members.Select(member => new MemberDocument(member.Address, member.State, member.IsReachable, member.IsSelf))],
        view.ServiceCount,
        view.InstanceCount,
        status.Vector.ToString(),
        [],
        Timestamps.Iso(now));
}

/// <summary>The node that answers.</summary>
internal sealed record NodeDocument(string Name, string Id, string Origin, string Version, string Address);

/// <summary>A member of the cluster.</summary>
internal sealed record MemberDocument(string Address, string State, bool Reachable, bool Self);
