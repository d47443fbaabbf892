using MicroReg.Domain.Nodes;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Views;
using MicroReg.Edge.Instances;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The state of the node and of its cluster as a struct. A time that has not been yet is an empty text.</summary>
internal static class ClusterStruct
{
    public static XmlRpcStruct Of(ClusterStatus status, RegistryView view, DateTimeOffset now) => new(19)
    {
        { "node", OfSelf(status) },
        { "ready", status.Readiness.IsReady },
        { "stale", status.Readiness.IsStale },
        { "reason", status.Readiness.Reason },
        { "accepts_writes", status.AcceptsWrites },
        { "write_fault", status.WriteFault?.Message ?? "" },
        { "members", XmlRpcValue.Of([.. status.Members.Select(Of)]) },
        { "known", status.Replica.Known.Counted.Length },
        { "reachable", status.Replica.Reachable },
        { "peers", XmlRpcValue.Of([.. status.Replica.Peers.Select(Of)]) },
        { "services", view.ServiceCount },
        { "instances", view.InstanceCount },
        { "subscriptions", status.Subscriptions.Count },
        { "health", HealthStruct.Of(status.Health) },
        { "vector", status.Vector.ToString() },
        { "divergence", Of(Divergence.Of(status.Replica)) },
        { "degraded_writes", status.Replica.DegradedWrites },
        { "restored_parts", status.Replica.RestoredParts },
        { "time", Timestamps.Iso(now) },
    };

    private static XmlRpcValue OfSelf(ClusterStatus status) => XmlRpcValue.Of(new XmlRpcStruct(6)
    {
        { "name", status.NodeName },
        { "id", status.NodeId },
        { "origin", status.Origin.ToString() },
        { "version", status.Version },
        { "address", status.Address },
        { "standing", NodeStateWords.Of(status.Replica.Known.Find(status.NodeId)?.State) },
    });

    private static XmlRpcValue Of(ClusterMember member) => XmlRpcValue.Of(new XmlRpcStruct(4)
    {
        { "address", member.Address },
        { "state", member.State },
        { "reachable", member.IsReachable },
        { "self", member.IsSelf },
    });

    private static XmlRpcValue Of(PeerStatus peer) => XmlRpcValue.Of(new XmlRpcStruct(13)
    {
        { "name", peer.Name },
        { "id", peer.NodeId },
        { "address", peer.Address },
        { "standing", NodeStateWords.Of(peer.State) },
        { "reachable", peer.IsReachable },
        { "last_heard", Timestamps.Iso(peer.LastHeard) },
        { "changes_behind", peer.ChangesBehind },
        { "bytes_behind", peer.BytesBehind },
        { "changes_ahead", peer.ChangesAhead },
        { "buckets_differing", peer.BucketsDiffering },
        { "differing_since", Timestamps.Iso(peer.DifferingSince) },
        { "last_compared", Timestamps.Iso(peer.LastCompared) },
        { "clock_ahead_ms", peer.ClockAheadMilliseconds },
    });

    private static XmlRpcValue Of(Divergence divergence) => XmlRpcValue.Of(new XmlRpcStruct(3)
    {
        { "buckets_differing", divergence.BucketsDiffering },
        { "changes_behind", divergence.ChangesBehind },
        { "since", Timestamps.Iso(divergence.Since) },
    });
}
