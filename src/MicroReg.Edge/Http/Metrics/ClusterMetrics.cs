using System.Diagnostics.Metrics;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Replication;
using MicroReg.Edge.Methods;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// What a node measures of the cluster. The status is asked for once for each collection, so that its numbers belong
/// together; the series of nodes that are gone are taken away.
/// </summary>
internal sealed class ClusterMetrics
{
    private static readonly (string Name, string Help, Func<PeerStatus, double> Value)[] OfPeers =
    [
        ("microreg_peer_changes_behind", "Changes of this node that the other one does not have on disk yet.", peer => peer.ChangesBehind),
        ("microreg_peer_bytes_behind", "About how many bytes these changes are on the wire.", peer => peer.BytesBehind),
        ("microreg_peer_buckets_differing", "Buckets of records that differed at the last comparison; should be 0.", peer => peer.BucketsDiffering),
        ("microreg_peer_reachable", "1 while the other node is heard.", peer => peer.IsReachable ? 1 : 0),
        ("microreg_peer_clock_ahead_seconds", "How far the other node's clock is ahead of this one's.", peer => peer.ClockAheadMilliseconds / 1000.0),
    ];

    private readonly IRegistry _registry;
    private readonly Lock _collecting = new();
    private readonly Prometheus.Gauge _known;
    private readonly Prometheus.Gauge _reachable;
    private readonly RunningTotal _degradedWrites;
    private readonly RunningTotal _restoredParts;
    private readonly Prometheus.Gauge[] _ofPeers;
    private HashSet<string> _shown = [];

    private ClusterMetrics(MetricFactory prometheus, IRegistry registry)
    {
        _registry = registry;
        _known = prometheus.CreateGauge("microreg_known_nodes", "Known nodes that count for a majority, this one included.");
        _reachable = prometheus.CreateGauge("microreg_reachable_nodes", "Nodes of these that this one reaches, itself included.");
        _degradedWrites = new(prometheus.CreateCounter("microreg_degraded_writes_total", "Writes that were answered below the acknowledgement level that was asked for."));
        _restoredParts = new(prometheus.CreateCounter("microreg_restored_parts_total", "Parts of records that a comparison had to restore; should be 0."));
        _ofPeers = [.. OfPeers.Select(one => prometheus.CreateGauge(one.Name, one.Help, "peer"))];
    }

    /// <summary>Adds the measurements to what Prometheus is shown, and to the meter.</summary>
    public static void AddTo(CollectorRegistry collectors, MetricFactory prometheus, Meter meter, IRegistry registry)
    {
        collectors.AddBeforeCollectCallback(new ClusterMetrics(prometheus, registry).Collect);
        Publish(meter, registry);
    }

    private void Collect()
    {
        // One at a time: of two collections the later must not be overwritten by the earlier.
        lock (_collecting)
        {
            var replica = _registry.Status.Replica;
            _known.Set(replica.Known.Counted.Length);
            _reachable.Set(replica.Reachable);
            _degradedWrites.AdvanceTo(replica.DegradedWrites);
            _restoredParts.AdvanceTo(replica.RestoredParts);
            var peers = Labelled(replica);
            for (var i = 0; i < OfPeers.Length; i++)
            {
                foreach (var gone in _shown.Except(peers.Keys))
                    _ofPeers[i].RemoveLabelled(gone);
                foreach (var (label, peer) in peers)
                    _ofPeers[i].WithLabels(label).Set(OfPeers[i].Value(peer));
            }

            _shown = [.. peers.Keys];
        }
    }

    /// <summary>The other nodes that should be in step, by name. Those that share a name, as two on one machine may, have their ids behind it.</summary>
    private static Dictionary<string, PeerStatus> Labelled(ReplicaStatus replica) => Divergence.Present(replica)
        .GroupBy(peer => peer.Name, StringComparer.Ordinal)
        .SelectMany(named => named.Count() == 1 ? named.Select(peer => (peer.Name, peer)) : named.Select(peer => ($"{peer.Name} ({peer.NodeId})", peer)))
        .ToDictionary();

    /// <summary>The same for whatever listens to the meter; it asks for each by itself.</summary>
    private static void Publish(Meter meter, IRegistry registry)
    {
        meter.CreateObservableGauge("microreg.known.nodes", () => registry.Status.Replica.Known.Counted.Length);
        meter.CreateObservableGauge("microreg.reachable.nodes", () => registry.Status.Replica.Reachable);
        meter.CreateObservableCounter("microreg.degraded.writes", () => registry.Status.Replica.DegradedWrites);
        meter.CreateObservableCounter("microreg.restored.parts", () => registry.Status.Replica.RestoredParts);
        foreach (var (name, help, value) in OfPeers)
            meter.CreateObservableGauge(
                name.Replace('_', '.'),
                () => Labelled(registry.Status.Replica).Select(one => new Measurement<double>(value(one.Value), new KeyValuePair<string, object?>("peer", one.Key))),
                description: help);
    }
}
