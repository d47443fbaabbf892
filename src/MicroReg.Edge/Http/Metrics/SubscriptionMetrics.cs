using System.Diagnostics.Metrics;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Subscriptions;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>What a node measures of its calls to subscribers.</summary>
internal sealed class SubscriptionMetrics
{
    private readonly Func<SubscriptionStatus> _status;
    private readonly Lock _collecting = new();
    private readonly Prometheus.Gauge _count;
    private readonly Prometheus.Gauge _owned;
    private readonly Prometheus.Gauge _open;
    private readonly RunningTotal _delivered;
    private readonly RunningTotal _failed;

    private SubscriptionMetrics(MetricFactory prometheus, Func<SubscriptionStatus> status)
    {
        _status = status;
        _count = prometheus.CreateGauge("microreg_subscriptions", "Subscriptions to callbacks in the cluster.");
        _owned = prometheus.CreateGauge("microreg_subscriptions_owned", "Those whose subscribers this node calls.");
        _open = prometheus.CreateGauge("microreg_subscription_circuits_open", "Owned ones whose subscribers do not answer and are only probed.");
        var calls = prometheus.CreateCounter("microreg_callbacks_total", "Calls to subscribers by what became of them: ok or failed.", "outcome");
        (_delivered, _failed) = (new(calls.WithLabels("ok")), new(calls.WithLabels("failed")));
    }

    /// <summary>Adds the measurements to what Prometheus is shown, and to the meter.</summary>
    public static void AddTo(CollectorRegistry collectors, MetricFactory prometheus, Meter meter, IRegistry registry)
    {
        SubscriptionStatus Status() => registry.Status.Subscriptions;
        collectors.AddBeforeCollectCallback(new SubscriptionMetrics(prometheus, Status).Collect);
        meter.CreateObservableGauge("microreg.subscriptions", () => Status().Count);
        meter.CreateObservableGauge("microreg.subscriptions.owned", () => Status().Owned);
        meter.CreateObservableGauge("microreg.subscription.circuits.open", () => Status().OpenCircuits);
        meter.CreateObservableCounter(
            "microreg.callbacks",
            () =>
            {
                var status = Status();
                return (Measurement<long>[])[Of(status.Delivered, "ok"), Of(status.Failed, "failed")];
            });
    }

    private static Measurement<long> Of(long count, string outcome) => new(count, new KeyValuePair<string, object?>("outcome", outcome));

    private void Collect()
    {
        // One at a time: of two collections the later must not be overwritten by the earlier.
        lock (_collecting)
        {
            var status = _status();
            _count.Set(status.Count);
            _owned.Set(status.Owned);
            _open.Set(status.OpenCircuits);
            _delivered.AdvanceTo(status.Delivered);
            _failed.AdvanceTo(status.Failed);
        }
    }
}
