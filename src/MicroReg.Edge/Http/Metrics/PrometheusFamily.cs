using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>The series of one metric in Prometheus.</summary>
internal abstract class PrometheusFamily
{
    public static PrometheusFamily Of(MetricDefinition definition, MetricFactory factory)
    {
        string[] labels = [.. definition.Labels];
        return definition.Kind switch
        {
            MetricKind.Histogram => new HistogramFamily(definition, factory),
            MetricKind.Counter => new CounterFamily(factory.CreateCounter(definition.PrometheusName, definition.Help, labels)),
            _ => new GaugeFamily(factory.CreateGauge(definition.PrometheusName, definition.Help, labels)),
        };
    }

    /// <summary>Sets the value of a series.</summary>
    public abstract void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Removes the series that got no value in the collection that ends.</summary>
    public abstract void EndCollection();
}
