using MicroReg.Domain.Nodes;
using MicroReg.Edge.Methods;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>What a node measures of the cluster.</summary>
internal static class ClusterMetrics
{
    public static IReadOnlyList<ObservedMetric> All { get; } =
    [
        ObservedMetric.Gauge(
            "microreg.known.nodes",
            "Known nodes that count for a majority, this one included.",
            sample => sample.Status.Replica.Known.Counted.Length),
        ObservedMetric.Gauge(
            "microreg.reachable.nodes",
            "Nodes of these that this one reaches, itself included.",
            sample => sample.Status.Replica.Reachable),
        ObservedMetric.Counter(
            "microreg.degraded.writes",
            "Writes that were answered below the acknowledgement level that was asked for.",
            sample => sample.Status.Replica.DegradedWrites),
        ObservedMetric.Counter(
            "microreg.restored.parts",
            "Parts of records that a comparison had to restore; should be 0.",
            sample => sample.Status.Replica.RestoredParts),
        OfPeers("changes.behind", "Changes of this node that the other one does not have on disk yet.", peer => peer.ChangesBehind),
        OfPeers("bytes.behind", "About how many bytes these changes are on the wire.", peer => peer.BytesBehind),
        OfPeers(
            "buckets.differing",
            "Buckets of records that differed at the last comparison; should be 0.",
            peer => peer.BucketsDiffering),
        OfPeers("reachable", "1 while the other node is heard.", peer => peer.IsReachable ? 1 : 0),
        OfPeers(
            "clock.ahead.seconds",
            "How far the other node's clock is ahead of this one's.",
            peer => peer.ClockAheadMilliseconds / 1000.0,
            unit: "s"),
    ];

    private static ObservedMetric OfPeers(string name, string help, Func<PeerStatus, double> value, string? unit = null)
    {
        var definition = new MetricDefinition(MetricKind.Gauge, $"microreg.peer.{name}", help, "peer") { Unit = unit };
        return new(definition, sample => Labelled(sample.Status.Replica).Select(one => definition.Measure(value(one.Value), one.Key)));
    }

    /// <summary>
    /// The other nodes that should be in step, by name. Where two nodes share a name, as on one machine, the id is appended.
    /// </summary>
    private static Dictionary<string, PeerStatus> Labelled(ReplicaStatus replica) => Divergence.Present(replica)
        .GroupBy(peer => peer.Name, StringComparer.Ordinal)
        .SelectMany(named => named.Count() == 1
            ? named.Select(peer => (peer.Name, peer))
            : named.Select(peer => ($"{peer.Name} ({peer.NodeId})", peer)))
        .ToDictionary();
}
