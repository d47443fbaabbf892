using System.Collections.Concurrent;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// A histogram with one label. Values are recorded at each call, so recording must not allocate: series are found by the label's text.
/// </summary>
internal sealed class HistogramFamily : PrometheusFamily
{
    private readonly Histogram _histogram;
    private readonly string _label;
    private readonly ConcurrentDictionary<string, IHistogram> _series = new(StringComparer.Ordinal);

    public HistogramFamily(MetricDefinition definition, MetricFactory factory)
    {
        _label = definition.Labels.Single();
        _histogram = factory.CreateHistogram(definition.PrometheusName, definition.Help, [_label], new HistogramConfiguration
        {
            Buckets = definition.Buckets,
            ExemplarBehavior = ExemplarBehavior.NoExemplars(),
        });
    }

    /// <summary>Shows a series from now on, even before it has a value.</summary>
    public void Begin(string label) => SeriesOf(label);

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, text) in tags)
        {
            if (name == _label)
                SeriesOf((string)text!).Observe(value);
        }
    }

    /// <summary>Counts are kept.</summary>
    public override void EndCollection()
    {
    }

    private IHistogram SeriesOf(string label) => _series.GetOrAdd(label, static (one, histogram) => histogram.WithLabels(one), _histogram);
}
