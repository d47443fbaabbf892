using MicroReg.Domain.Subscriptions;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>What a node measures of its calls to subscribers.</summary>
internal static class SubscriptionMetrics
{
    private static readonly MetricDefinition Calls = new(
        MetricKind.Counter, "microreg.callbacks", "Calls to subscribers by what became of them: ok or failed.", "outcome");

    public static IReadOnlyList<ObservedMetric> All { get; } =
    [
        Gauge("microreg.subscriptions", "Subscriptions to callbacks in the cluster.", status => status.Count),
        Gauge("microreg.subscriptions.owned", "Those whose subscribers this node calls.", status => status.Owned),
        Gauge(
            "microreg.subscription.circuits.open",
            "Owned ones whose subscribers do not answer and are only probed.",
            status => status.OpenCircuits),
        new(Calls, sample =>
        [
            Calls.Measure(sample.Status.Subscriptions.Delivered, "ok"),
            Calls.Measure(sample.Status.Subscriptions.Failed, "failed"),
        ]),
    ];

    private static ObservedMetric Gauge(string name, string help, Func<SubscriptionStatus, double> value) =>
        ObservedMetric.Gauge(name, help, sample => value(sample.Status.Subscriptions));
}
