using System.Text.Json.Serialization;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Views;
using MicroReg.Edge.Instances;
using MicroReg.Edge.Methods;

namespace MicroReg.Edge.Http.Api;

/// <summary>What a node knows of itself and of the cluster. A time that has not been yet is an empty text.</summary>
/// <param name="Node">The node that answers.</param>
/// <param name="Ready">Whether it may be asked: it has the records to answer from.</param>
/// <param name="Stale">Whether it could not compare its records with another node's.</param>
/// <param name="Reason">Why it is not ready, or why it is stale; else empty.</param>
/// <param name="AcceptsWrites">Whether it takes writes now.</param>
/// <param name="WriteFault">Why it takes none; else empty.</param>
/// <param name="Members">The members of the cluster, as Akka.Cluster sees them.</param>
/// <param name="Known">How many known nodes count for a majority, this one included.</param>
/// <param name="Reachable">How many of these it reaches, itself included.</param>
/// <param name="Peers">Each other known node.</param>
/// <param name="Services">How many services have an instance.</param>
/// <param name="Instances">How many instances are registered.</param>
/// <param name="Subscriptions">How many subscriptions to callbacks there are in the cluster.</param>
/// <param name="Health">What it watches.</param>
/// <param name="Vector">Up to where it has the changes of each node.</param>
/// <param name="Divergence">How far nodes are out of step.</param>
/// <param name="DegradedWrites">Writes that were answered below the level that was asked for, since its start.</param>
/// <param name="RestoredParts">Parts of records that a comparison had to restore, since its start; should be 0.</param>
/// <param name="Time">Its clock.</param>
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
/// <param name="Name">The name in logs and answers.</param>
/// <param name="Id">The id that stays through restarts.</param>
/// <param name="Origin">The id of this run.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="Address">Where other nodes reach it.</param>
/// <param name="Standing">What it is to the cluster: joining, counted, left or forgotten; empty if it is not known yet.</param>
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
/// <param name="Address">Where other nodes reach it.</param>
/// <param name="State">Its state in Akka.Cluster.</param>
/// <param name="Reachable">False while any member of Akka.Cluster does not hear it. The peers say whom this node hears.</param>
/// <param name="Self">Whether it is the node that answers.</param>
internal sealed record MemberDocument(string Address, string State, bool Reachable, bool Self);

/// <summary>How far this node and the others are out of step.</summary>
/// <param name="BucketsDiffering">Buckets of records that differ, over all nodes; should be 0.</param>
/// <param name="ChangesBehind">The changes that the node furthest behind lacks.</param>
/// <param name="Since">Since when buckets differ; empty if none do.</param>
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
