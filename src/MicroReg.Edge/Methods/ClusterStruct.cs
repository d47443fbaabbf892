using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Codec;

namespace MicroReg.Edge.Methods;

/// <summary>The state of the node and of its cluster as a struct.</summary>
internal static class ClusterStruct
{
    public static XmlRpcStruct Of(ClusterStatus status, RegistryView view, DateTimeOffset now) => new(12)
    {
        {
            "node", XmlRpcValue.Of(new XmlRpcStruct(5)
            {
                { "name", status.NodeName },
                { "id", status.NodeId },
                { "origin", status.Origin.ToString() },
                { "version", status.Version },
                { "address", status.Address },
            })
        },
        { "ready", status.Readiness.IsReady },
        { "stale", status.Readiness.IsStale },
        { "reason", status.Readiness.Reason },
        { "accepts_writes", status.AcceptsWrites },
        { "write_fault", status.WriteFault?.Message ?? "" },
        { "members", XmlRpcValue.Of([.. status.Members.Select(Of)]) },
        { "services", view.ServiceCount },
        { "instances", view.InstanceCount },
        { "vector", status.Vector.ToString() },
        { "divergence", XmlRpcValue.Of(Array.Empty<XmlRpcValue>()) }, // against whom: there is no replication yet
        { "time", Timestamps.Iso(now) },
    };

    private static XmlRpcValue Of(ClusterMember member) => XmlRpcValue.Of(new XmlRpcStruct(4)
    {
        { "address", member.Address },
        { "state", member.State },
        { "reachable", member.IsReachable },
        { "self", member.IsSelf },
    });
}
