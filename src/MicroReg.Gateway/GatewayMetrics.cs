using System.Globalization;
using MicroReg.Client.Watching;
using Prometheus;

namespace MicroReg.Gateway;

/// <summary>The gateway's metrics for Prometheus.</summary>
internal sealed class GatewayMetrics
{
    private readonly Counter _answers;
    private readonly Counter _retries;
    private readonly Counter _reloads;

    public GatewayMetrics(IRegistryWatcher watcher)
    {
        var prometheus = Metrics.WithCustomRegistry(Registry);
        _answers = prometheus.CreateCounter(
            "microreg_gateway_answers_total", "Answers of the gateway itself, where no instance answered, by status.", "status");
        _retries = prometheus.CreateCounter("microreg_gateway_retries_total", "Requests that were sent to a second instance.");
        _reloads = prometheus.CreateCounter("microreg_gateway_reloads_total", "Changes of the registry that YARP had to load.");
        var services = prometheus.CreateGauge("microreg_gateway_services", "Services that the gateway knows.");
        var inTouch = prometheus.CreateGauge("microreg_gateway_in_touch", "1 while a node confirms what the gateway knows.");
        var staleness = prometheus.CreateGauge(
            "microreg_gateway_staleness_seconds", "Seconds for which no node has confirmed it; -1 if none ever has.");
        Registry.AddBeforeCollectCallback(() =>
        {
            services.Set(watcher.Current.Services.Count);
            inTouch.Set(watcher.IsInTouch ? 1 : 0);
            staleness.Set(watcher.Staleness?.TotalSeconds ?? -1);
        });
    }

    /// <summary>The registry of metrics that Prometheus scrapes.</summary>
    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public void Answered(int status) => _answers.WithLabels(status.ToString(CultureInfo.InvariantCulture)).Inc();

    public void Retried() => _retries.Inc();

    public void Reloaded() => _reloads.Inc();
}
