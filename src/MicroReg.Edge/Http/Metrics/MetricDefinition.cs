using System.Diagnostics.Metrics;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>How a metric behaves.</summary>
internal enum MetricKind
{
    /// <summary>A count that only rises.</summary>
    Counter,

    /// <summary>A value that rises and falls.</summary>
    Gauge,

    /// <summary>How often values of some sizes were seen.</summary>
    Histogram,
}

/// <summary>
/// A metric, declared once. The meter's instrument, the Prometheus metric and the reference are all made from this.
/// </summary>
/// <param name="Kind">How it behaves.</param>
/// <param name="Name">The name of the instrument: words in lower case, separated by dots.</param>
/// <param name="Help">What it says, in one sentence.</param>
/// <param name="Labels">The names of the labels that every value has; the instrument may have further tags.</param>
internal sealed record MetricDefinition(MetricKind Kind, string Name, string Help, params IReadOnlyList<string> Labels)
{
    /// <summary>The unit as a UCUM code, or null for plain numbers.</summary>
    public string? Unit { get; init; }

    /// <summary>The upper bounds of a histogram's buckets, in its unit.</summary>
    public double[] Buckets { get; init; } = [];

    /// <summary>The name in Prometheus: with the unit, and with the suffix <c>_total</c> for a counter.</summary>
    public string PrometheusName
    {
        get
        {
            var name = Name.Replace('.', '_');
            var unit = Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
            if (!name.EndsWith(unit, StringComparison.Ordinal))
                name += unit;
            return Kind == MetricKind.Counter ? $"{name}_total" : name;
        }
    }

    /// <summary>Makes the instrument of a counter or a gauge whose values are read when they are collected.</summary>
    public void Observe(Meter meter, Func<IEnumerable<Measurement<double>>> values)
    {
        if (Kind == MetricKind.Counter)
            meter.CreateObservableCounter(Name, values, Unit, Help);
        else
            meter.CreateObservableGauge(Name, values, Unit, Help);
    }

    /// <summary>The same for a metric without labels.</summary>
    public void Observe(Meter meter, Func<double> value) => Observe(meter, () => [new Measurement<double>(value())]);

    /// <summary>A value with its labels, in the order in which they are declared.</summary>
    public Measurement<double> Measure(double value, params ReadOnlySpan<string> labels)
    {
        var tags = new KeyValuePair<string, object?>[Labels.Count];
        for (var i = 0; i < tags.Length; i++)
            tags[i] = new(Labels[i], labels[i]);
        return new Measurement<double>(value, tags);
    }
}
