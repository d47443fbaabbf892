using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>
/// Series whose values are set anew by each collection. A series that got no value, such as that of a node that is gone, is removed at the
/// end of the collection.
/// </summary>
/// <typeparam name="TSeries">A series.</typeparam>
internal abstract class ObservedFamily<TSeries> : PrometheusFamily
{
    private readonly Dictionary<string, (TSeries Series, string[] Labels)> _series = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new string[tags.Length];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = (string)tags[i].Value!;
        var key = string.Join('\0', labels);
        if (!_series.TryGetValue(key, out var known))
            _series.Add(key, known = (Begin(labels), labels));
        _seen.Add(key);
        Set(known.Series, value);
    }

    public override void EndCollection()
    {
        foreach (var (key, (_, labels)) in _series)
        {
            if (_seen.Contains(key))
                continue;
            _series.Remove(key);
            End(labels);
        }

        _seen.Clear();
    }

    protected abstract TSeries Begin(string[] labels);

    protected abstract void Set(TSeries series, double value);

    protected abstract void End(string[] labels);
}

/// <summary>Values that rise and fall.</summary>
internal sealed class GaugeFamily(Gauge gauge) : ObservedFamily<IGauge>
{
    protected override IGauge Begin(string[] labels) => gauge.WithLabels(labels);

    protected override void Set(IGauge series, double value) => series.Set(value);

    protected override void End(string[] labels) => gauge.RemoveLabelled(labels);
}

/// <summary>Counts. If the source of a count starts again at 0, the series still goes on rising.</summary>
internal sealed class CounterFamily(Counter counter) : ObservedFamily<RunningTotal>
{
    protected override RunningTotal Begin(string[] labels) => new(counter.WithLabels(labels));

    protected override void Set(RunningTotal series, double value) => series.AdvanceTo(value);

    protected override void End(string[] labels) => counter.RemoveLabelled(labels);
}
