using System.Diagnostics.Metrics;
using MicroReg.Edge.Http.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Edge.Tests.Http.Metrics;

public sealed class MetricDefinitionTests
{
    [Theory]
    [InlineData((int)MetricKind.Gauge, "microreg.event.streams", null, "microreg_event_streams")]
    [InlineData((int)MetricKind.Counter, "microreg.calls", null, "microreg_calls_total")]
    [InlineData((int)MetricKind.Histogram, "microreg.call.duration", "s", "microreg_call_duration_seconds")]
    [InlineData((int)MetricKind.Gauge, "microreg.gc.pause.seconds", "s", "microreg_gc_pause_seconds")]
    [InlineData((int)MetricKind.Counter, "microreg.bytes.sent", "By", "microreg_bytes_sent_bytes_total")]
    public void Prometheus_is_shown_the_unit_once_and_counters_as_totals(int kind, string name, string? unit, string shown) =>
        Assert.Equal(shown, new MetricDefinition((MetricKind)kind, name, "") { Unit = unit }.PrometheusName);

    [Fact]
    public void A_value_has_its_labels_as_tags()
    {
        var measured = new MetricDefinition(MetricKind.Counter, "calls", "", "method", "outcome").Measure(7, "register", "ok");
        Assert.Equal(7, measured.Value);
        Assert.Equal([new("method", "register"), new("outcome", "ok")], measured.Tags.ToArray());
    }

    [Fact]
    public void Every_metric_is_an_instrument_of_the_meter_and_every_instrument_a_metric()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var published = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                // Other tests of this process publish theirs.
                if (instrument.Meter.Scope == factory)
                    published.Add(instrument);
            },
        };
        listener.Start();
        using var meters = new MicroRegMeters(new FakeRegistry(), factory);
        Assert.Equal(
            MicroRegMeters.Definitions.Select(one => (one.Name, one.Unit ?? "", one.Help)).Order(),
            published.Select(one => (one.Name, one.Unit ?? "", one.Description!)).Order());
    }
}
