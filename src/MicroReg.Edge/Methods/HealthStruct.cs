using MicroReg.Domain.Health;
using MicroReg.Edge.Instances;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The instances that a node monitors, and self-preservation, as a struct.</summary>
internal static class HealthStruct
{
    public static XmlRpcValue Of(HealthStatus status) => XmlRpcValue.Of(new XmlRpcStruct(18)
    {
        { "owned", status.Owned },
        { "leased", status.Leased },
        { "probed", status.Probed },
        { "failing", status.Failing },
        { "held", status.Preserved },
        { "holds", XmlRpcValue.Of([.. status.SelfPreservations.Select(Of)]) },
        { "flapping", XmlRpcValue.Of([.. status.Flapping.Select(Of)]) },
        { "beats", status.Heartbeats },
        { "beats_forwarded", status.HeartbeatsForwarded },
        { "probes_good", status.ProbesGood },
        { "probes_bad", status.ProbesBad },
        { "probes_not_permitted", status.ProbesNotPermitted },
        { "probes_in_flight", status.ProbesInFlight },
        { "expired", status.Expired },
        { "recovered", status.Recovered },
        { "contradicted", status.Contradicted },
        { "removed", status.Removed },
        { "pauses", status.Pauses },
    });

    private static XmlRpcValue Of(SelfPreservation preservation) => XmlRpcValue.Of(new XmlRpcStruct(5)
    {
        { "scope", preservation.Scope },
        { "reason", preservation.Reason },
        { "share", XmlRpcValue.Of(preservation.Share) },
        { "since", Timestamps.Iso(preservation.Since) },
        { "instances", preservation.Instances },
    });

    private static XmlRpcValue Of(FlappingInstance flapping) => XmlRpcValue.Of(new XmlRpcStruct(5)
    {
        { "name", flapping.Key.Name },
        { "host", flapping.Key.Host },
        { "port", flapping.Key.Port },
        { "changes", flapping.Changes },
        { "since", Timestamps.Iso(flapping.Since) },
    });
}
