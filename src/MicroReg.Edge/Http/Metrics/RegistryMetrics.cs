using System.Diagnostics.Metrics;
using MicroReg.Domain.Registry;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// What a node measures of itself: for Prometheus in a registry of its own, and for whatever else listens to the
/// meter <c>MicroReg</c>.
/// </summary>
internal sealed class RegistryMetrics
{
    public const string MeterName = "MicroReg";

    private readonly MetricFactory _prometheus;
    private readonly Meter _meter;

    public RegistryMetrics(IRegistry registry, IMeterFactory meters)
    {
        _prometheus = Prometheus.Metrics.WithCustomRegistry(Registry);
        _meter = meters.Create(MeterName);
        Calls = new CallMetrics(_prometheus, _meter);
        Events = new EventMetrics(_prometheus, _meter);
        DotNetStats.Register(Registry);
        ClusterMetrics.AddTo(Registry, _prometheus, _meter, registry);
        SubscriptionMetrics.AddTo(Registry, _prometheus, _meter, registry);
        HealthMetrics.AddTo(Registry, _prometheus, _meter, registry);
        Gauge("microreg_services", "Services with a living instance.", () => registry.View.ServiceCount);
        Gauge("microreg_service_actors", "Services that have their actor.", () => registry.Status.ServiceActors);
        Gauge("microreg_instances", "Living instances.", () => registry.View.InstanceCount);
        Gauge("microreg_ready", "1 while this node may be asked.", () => registry.Readiness.IsReady ? 1 : 0);
        Gauge("microreg_stale", "1 while this node could not compare its records with another node's.", () => registry.Readiness.IsStale ? 1 : 0);
        Gauge("microreg_accepts_writes", "1 while this node takes writes.", () => registry.Status.AcceptsWrites ? 1 : 0);
        Gauge("microreg_managed_heap_bytes", "Bytes in use on the managed heap, garbage that is not collected yet included.", () => GC.GetTotalMemory(forceFullCollection: false));
        Gauge("microreg_gc_committed_bytes", "Bytes that the garbage collector holds of the system.", () => GC.GetGCMemoryInfo().TotalCommittedBytes);
        Gauge("microreg_gc_pause_seconds", "Seconds that the process has stood still for garbage collections.", () => GC.GetTotalPauseDuration().TotalSeconds);
    }

    /// <summary>What Prometheus is shown.</summary>
    public CollectorRegistry Registry { get; } = Prometheus.Metrics.NewCustomRegistry();

    /// <summary>The measurements of calls.</summary>
    public CallMetrics Calls { get; }

    /// <summary>The measurements of events.</summary>
    public EventMetrics Events { get; }

    private void Gauge(string name, string help, Func<double> value)
    {
        var gauge = _prometheus.CreateGauge(name, help);
        Registry.AddBeforeCollectCallback(() => gauge.Set(value()));
        _meter.CreateObservableGauge(name.Replace('_', '.'), value, description: help);
    }
}
