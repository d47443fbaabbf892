namespace MicroReg.Edge.Http.Metrics;

/// <summary>What a node measures of its records and of its readiness.</summary>
internal static class RegistryMetrics
{
    public static IReadOnlyList<ObservedMetric> All { get; } =
    [
        ObservedMetric.Gauge("microreg.services", "Services with a living instance.", sample => sample.View.ServiceCount),
        ObservedMetric.Gauge("microreg.service.actors", "Services that have their actor.", sample => sample.Status.ServiceActors),
        ObservedMetric.Gauge("microreg.instances", "Living instances.", sample => sample.View.InstanceCount),
        ObservedMetric.Gauge(
            "microreg.tombstones",
            "Unregistered instances and ended subscriptions that are remembered, so that they do not come back.",
            sample => sample.Status.Tombstones),
        ObservedMetric.Gauge("microreg.ready", "1 while this node may be asked.", sample => sample.Status.Readiness.IsReady ? 1 : 0),
        ObservedMetric.Gauge(
            "microreg.stale",
            "1 while this node could not compare its records with another node's.",
            sample => sample.Status.Readiness.IsStale ? 1 : 0),
        ObservedMetric.Gauge(
            "microreg.accepts.writes", "1 while this node takes writes.", sample => sample.Status.AcceptsWrites ? 1 : 0),
    ];
}
