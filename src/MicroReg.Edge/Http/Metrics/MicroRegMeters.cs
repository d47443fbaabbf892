using System.Diagnostics.Metrics;
using MicroReg.Domain.Registry;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// What a node measures: the instruments of the meter <c>MicroReg</c>, for anything that listens to .NET's meters, and for Prometheus
/// through a bridge.
/// </summary>
internal sealed class MicroRegMeters : IDisposable
{
    public const string MeterName = "MicroReg";

    private static readonly ObservedMetric[] Observed =
        [.. ClusterMetrics.All, .. SubscriptionMetrics.All, .. HealthMetrics.All, .. RegistryMetrics.All, .. ProcessMetrics.All];

    private readonly PrometheusBridge _bridge;

    public MicroRegMeters(IRegistry registry, IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        var sampler = new NodeSampler(registry);
        DotNetStats.Register(Collectors);
        _bridge = new PrometheusBridge(meter, Definitions, Collectors, sampler);
        Calls = new CallMetrics(meter, _bridge);
        Events = new EventMetrics(meter);
        foreach (var metric in Observed)
            metric.AddTo(meter, sampler);
    }

    /// <summary>All metrics of the meter.</summary>
    public static IReadOnlyList<MetricDefinition> Definitions { get; } =
        [.. CallMetrics.Definitions, .. EventMetrics.Definitions, .. Observed.Select(metric => metric.Definition)];

    /// <summary>The metrics in Prometheus: those of the meter, and prometheus-net's own of the process.</summary>
    public CollectorRegistry Collectors { get; } = Prometheus.Metrics.NewCustomRegistry();

    /// <summary>The measurements of calls.</summary>
    public CallMetrics Calls { get; }

    /// <summary>The measurements of events.</summary>
    public EventMetrics Events { get; }

    public void Dispose() => _bridge.Dispose();
}
