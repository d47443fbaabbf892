using System.Diagnostics.Metrics;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// Shows the instruments of a meter to Prometheus. prometheus-net's own <c>MeterAdapter</c> is not used: it names metrics by its own rules,
/// shows counters as gauges, keeps series for minutes after their source is gone, and allocates for every measurement.
/// </summary>
internal sealed class PrometheusBridge : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, PrometheusFamily> _families;
    private readonly NodeSampler _sampler;
    private readonly Lock _collecting = new();

    /// <summary>Listens to a meter that has no instruments yet.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="definitions">All instruments that it will have.</param>
    /// <param name="collectors">Where the metrics are shown.</param>
    /// <param name="sampler">Read once for each collection.</param>
    public PrometheusBridge(Meter meter, IReadOnlyList<MetricDefinition> definitions, CollectorRegistry collectors, NodeSampler sampler)
    {
        _sampler = sampler;
        var factory = Prometheus.Metrics.WithCustomRegistry(collectors);
        _families = definitions.ToDictionary(one => one.Name, one => PrometheusFamily.Of(one, factory), StringComparer.Ordinal);
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                self.EnableMeasurementEvents(instrument, _families[instrument.Name]);
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((PrometheusFamily)family!).Record(value, tags));
        _listener.Start();
        collectors.AddBeforeCollectCallback(Collect);
    }

    /// <summary>Shows a series of a histogram before it has a value, so that a rate over it starts at 0.</summary>
    public void Begin(MetricDefinition histogram, string label) => ((HistogramFamily)_families[histogram.Name]).Begin(label);

    public void Dispose() => _listener.Dispose();

    private void Collect()
    {
        // One at a time, so that an earlier collection cannot overwrite a later one.
        lock (_collecting)
        {
            _sampler.Share(_listener.RecordObservableInstruments);
            foreach (var family in _families.Values)
                family.EndCollection();
        }
    }
}
