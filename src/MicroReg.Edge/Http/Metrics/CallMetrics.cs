using System.Diagnostics.Metrics;
using MicroReg.Edge.XmlRpc.Methods;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// Counts and times calls by method. Each method keeps its own counter and histogram at hand, so that a call costs a
/// few interlocked additions and no allocation; the meter's histogram costs nothing while nobody listens.
/// </summary>
internal sealed class CallMetrics(MetricFactory prometheus, Meter meter)
{
    // A lookup takes less than a microsecond, a write that waits for a slow disk or a majority up to seconds.
    private static readonly double[] Buckets = [1e-6, 2.5e-6, 1e-5, 2.5e-5, 1e-4, 2.5e-4, 1e-3, 2.5e-3, 0.01, 0.025, 0.1, 0.25, 1, 2.5];

    private readonly Prometheus.Counter _calls = prometheus.CreateCounter(
        "microreg_calls_total", "XML-RPC calls by method and outcome: ok or the fault code.", "method", "outcome");

    private readonly Prometheus.Histogram _durations = prometheus.CreateHistogram(
        "microreg_call_duration_seconds",
        "Time that methods took from the decoded call to the result.",
        ["method"],
        new HistogramConfiguration { Buckets = Buckets, ExemplarBehavior = ExemplarBehavior.NoExemplars() });

    private readonly Histogram<double> _meterDurations = meter.CreateHistogram<double>(
        "microreg.call.duration", "s", "Time that methods took from the decoded call to the result.");

    /// <summary>The method, with its calls measured.</summary>
    public XmlRpcMethod Measure(XmlRpcMethod method)
    {
        var measured = new MeasuredMethod(
            method,
            outcome => _calls.WithLabels(method.Name, outcome),
            _durations.WithLabels(method.Name),
            _meterDurations);
        return method with { Handler = measured.InvokeAsync };
    }
}
