using System.Diagnostics.Metrics;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// Counts and times calls by method. Each method keeps its own counter and histogram at hand, so that a call costs a
/// few interlocked additions and no allocation; the meter's histogram costs nothing while nobody listens.
/// </summary>
internal sealed class CallMetrics : IXmlRpcMeasurements
{
    // A lookup takes less than a microsecond, a write that waits for a slow disk or a majority up to seconds.
    private static readonly double[] Buckets = [1e-6, 2.5e-6, 1e-5, 2.5e-5, 1e-4, 2.5e-4, 1e-3, 2.5e-3, 0.01, 0.025, 0.1, 0.25, 1, 2.5];

    // A name in brackets is no method's: method names have none.
    private const string Unknown = "(unknown)";
    private const string Malformed = "(malformed)";

    private readonly Prometheus.Counter _calls;
    private readonly Prometheus.Histogram _durations;
    private readonly Histogram<double> _meterDurations;
    private readonly Prometheus.Counter.Child _unknown;
    private readonly FaultCounters _malformed;

    public CallMetrics(MetricFactory prometheus, Meter meter)
    {
        _calls = prometheus.CreateCounter(
            "microreg_calls_total",
            $"XML-RPC calls by method and outcome: ok or the fault code. {Unknown} are calls of names that no method has, {Malformed} requests that are no call.",
            "method",
            "outcome");
        _durations = prometheus.CreateHistogram(
            "microreg_call_duration_seconds",
            "Time that methods took from the decoded call to the result.",
            ["method"],
            new HistogramConfiguration { Buckets = Buckets, ExemplarBehavior = ExemplarBehavior.NoExemplars() });
        _meterDurations = meter.CreateHistogram<double>(
            "microreg.call.duration", "s", "Time that methods took from the decoded call to the result.");
        _unknown = _calls.WithLabels(Unknown, FaultCounters.Word(XmlRpcFaultCodes.MethodNotFound));
        _malformed = new FaultCounters(outcome => _calls.WithLabels(Malformed, outcome));
    }

    /// <inheritdoc/>
    public XmlRpcMethod Measure(XmlRpcMethod method)
    {
        var measured = new MeasuredMethod(
            method,
            outcome => _calls.WithLabels(method.Name, outcome),
            _durations.WithLabels(method.Name),
            _meterDurations);
        return method with { Handler = measured.InvokeAsync };
    }

    /// <inheritdoc/>
    public void CountUnknown() => _unknown.Inc();

    /// <inheritdoc/>
    public void CountMalformed(int fault) => _malformed.Count(fault);
}
