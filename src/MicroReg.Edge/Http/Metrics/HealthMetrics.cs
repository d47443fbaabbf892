using MicroReg.Domain.Health;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>The metrics of the health of instances.</summary>
internal static class HealthMetrics
{
    private static readonly MetricDefinition Probes = new(
        MetricKind.Counter,
        "microreg.probes",
        "Probes by what they found: good, bad, or not_permitted for targets that may not be connected to.",
        "outcome");

    public static IReadOnlyList<ObservedMetric> All { get; } =
    [
        Gauge("microreg.health.owned", "Instances whose health this node decides.", status => status.Owned),
        Gauge("microreg.health.leased", "Owned ones with a lease.", status => status.Leased),
        Gauge("microreg.health.probed", "Owned ones that are probed.", status => status.Probed),
        Gauge("microreg.health.failing", "Owned ones that are failing.", status => status.Failing),
        Gauge("microreg.health.held", "Owned ones that would be failing but for self-preservation.", status => status.Preserved),
        Gauge(
            "microreg.health.holds",
            "Active cases of self-preservation, one for the node or for each service.",
            status => status.SelfPreservations.Length),
        Gauge(
            "microreg.health.flapping",
            "Owned ones that are suppressed because their health changes too often; 100 stands for 100 or more.",
            status => status.Flapping.Length),
        Gauge("microreg.probes.in.flight", "Probes under way.", status => status.ProbesInFlight),
        Counter("microreg.beats", "Heartbeats that this node took.", status => status.Heartbeats),
        Counter("microreg.beats.forwarded", "Those that it sent on to the owners of the instances.", status => status.HeartbeatsForwarded),
        Counter("microreg.health.expired", "Leases that ran out and checks that failed often enough.", status => status.Expired),
        Counter("microreg.health.recovered", "Instances that were well again.", status => status.Recovered),
        Counter(
            "microreg.health.contradicted", "Times that another node knew that an instance was not dead.", status => status.Contradicted),
        Counter(
            "microreg.health.removed", "Instances that this node unregistered, after long failing or draining.", status => status.Removed),
        Counter(
            "microreg.health.pauses", "Times that this node had been stopped or starved and extended all leases.", status => status.Pauses),
        new(Probes, sample =>
        [
            Probes.Measure(sample.Status.Health.ProbesGood, "good"),
            Probes.Measure(sample.Status.Health.ProbesBad, "bad"),
            Probes.Measure(sample.Status.Health.ProbesNotPermitted, "not_permitted"),
        ]),
    ];

    private static ObservedMetric Gauge(string name, string help, Func<HealthStatus, double> value) =>
        ObservedMetric.Gauge(name, help, sample => value(sample.Status.Health));

    private static ObservedMetric Counter(string name, string help, Func<HealthStatus, double> value) =>
        ObservedMetric.Counter(name, help, sample => value(sample.Status.Health));
}
