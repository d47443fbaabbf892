using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// Counts and times calls by method. Each method has its counters at hand, so a call costs a few interlocked additions and no allocation.
/// </summary>
internal sealed class CallMetrics : IXmlRpcMeasurements
{
    // No method can have this name: method names have no brackets.
    private const string Unknown = "(unknown)";
    private const string Malformed = "(malformed)";

    private static readonly MetricDefinition Calls = new(
        MetricKind.Counter,
        "microreg.calls",
        $"XML-RPC calls by method and outcome: ok or the fault code. {Unknown} are calls of names that no method has, "
        + $"{Malformed} requests that are no call.",
        "method",
        "outcome");

    private static readonly MetricDefinition Durations = new(
        MetricKind.Histogram, "microreg.call.duration", "Time that methods took from the decoded call to the result.", "method")
    {
        Unit = "s",
        // A lookup takes less than a microsecond. A write that waits for a slow disk or a majority takes up to seconds.
        Buckets = [1e-6, 2.5e-6, 1e-5, 2.5e-5, 1e-4, 2.5e-4, 1e-3, 2.5e-3, 0.01, 0.025, 0.1, 0.25, 1, 2.5],
    };

    private readonly ConcurrentQueue<(string Method, OutcomeCounts Counts)> _counts = new();
    private readonly OutcomeCounts _unknown = new();
    private readonly OutcomeCounts _malformed = new();
    private readonly Histogram<double> _durations;
    private readonly PrometheusBridge _prometheus;

    public CallMetrics(Meter meter, PrometheusBridge prometheus)
    {
        _prometheus = prometheus;
        _durations = meter.CreateHistogram<double>(
            Durations.Name,
            Durations.Unit,
            Durations.Help,
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Durations.Buckets });
        _unknown.Of(XmlRpcFaultCodes.MethodNotFound);
        _counts.Enqueue((Unknown, _unknown));
        _counts.Enqueue((Malformed, _malformed));
        Calls.Observe(meter, () =>
            from one in _counts from outcome in one.Counts.All select Calls.Measure(outcome.Count, one.Method, outcome.Word));
    }

    /// <summary>The metrics of calls.</summary>
    public static IReadOnlyList<MetricDefinition> Definitions { get; } = [Calls, Durations];

    /// <inheritdoc/>
    public XmlRpcMethod Measure(XmlRpcMethod method)
    {
        var counts = new OutcomeCounts();
        counts.BeginWithSuccess();
        _counts.Enqueue((method.Name, counts));
        _prometheus.Begin(Durations, method.Name);
        return method with { Handler = new MeasuredMethod(method, counts, _durations).InvokeAsync };
    }

    /// <inheritdoc/>
    public void CountUnknown() => _unknown.Of(XmlRpcFaultCodes.MethodNotFound).Add();

    /// <inheritdoc/>
    public void CountMalformed(int fault) => _malformed.Of(fault).Add();
}
