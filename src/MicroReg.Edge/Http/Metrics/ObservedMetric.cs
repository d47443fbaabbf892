using System.Diagnostics.Metrics;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>A metric that is read from the state of the node.</summary>
/// <param name="Definition">The metric.</param>
/// <param name="Read">Its values in a state.</param>
internal sealed record ObservedMetric(MetricDefinition Definition, Func<NodeSample, IEnumerable<Measurement<double>>> Read)
{
    public static ObservedMetric Gauge(string name, string help, Func<NodeSample, double> value) =>
        Of(new MetricDefinition(MetricKind.Gauge, name, help), value);

    public static ObservedMetric Counter(string name, string help, Func<NodeSample, double> value) =>
        Of(new MetricDefinition(MetricKind.Counter, name, help), value);

    /// <summary>A metric without labels.</summary>
    public static ObservedMetric Of(MetricDefinition definition, Func<NodeSample, double> value) =>
        new(definition, sample => [new Measurement<double>(value(sample))]);

    /// <summary>Makes the instrument.</summary>
    public void AddTo(Meter meter, NodeSampler sampler) => Definition.Observe(meter, () => Read(sampler.Current));
}
