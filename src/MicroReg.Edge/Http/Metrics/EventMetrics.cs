using System.Diagnostics.Metrics;
using MicroReg.Domain.Events;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>Counts what subscribers are told, by the way in which they are told.</summary>
internal sealed class EventMetrics
{
    private readonly Prometheus.Gauge _open;
    private readonly Prometheus.Gauge _waits;
    private readonly Prometheus.Counter _stalled;
    private readonly Prometheus.Counter _events;
    private readonly Prometheus.Counter _pages;
    private readonly Prometheus.Counter _resets;

    public EventMetrics(MetricFactory prometheus, Meter meter)
    {
        _open = prometheus.CreateGauge("microreg_event_streams", "Streams of events that are open.");
        _waits = prometheus.CreateGauge("microreg_event_waits", "Calls of wait_events that wait.");
        _stalled = prometheus.CreateCounter("microreg_event_streams_stalled_total", "Streams that were ended because their client did not read.");
        _events = prometheus.CreateCounter("microreg_events_sent_total", "Events that subscribers were told, by way.", "way");
        _pages = prometheus.CreateCounter("microreg_event_pages_total", "Pages that these events came in; signs of life are none.", "way");
        _resets = prometheus.CreateCounter("microreg_event_resets_total", "Snapshots that were begun.", "way");
        Streamed = Of("stream");
        Waited = Of("wait_events");
        meter.CreateObservableGauge("microreg.event.streams", () => _open.Value, description: _open.Help);
    }

    /// <summary>What streams of server-sent events were told.</summary>
    public WayMetrics Streamed { get; }

    /// <summary>What callers of <c>wait_events</c> were told.</summary>
    public WayMetrics Waited { get; }

    /// <summary>The counts of a way.</summary>
    public WayMetrics Of(string way) => new(_events.WithLabels(way), _pages.WithLabels(way), _resets.WithLabels(way));

    public void CountOpen(int more) => _open.Inc(more);

    public void CountWaits(int more) => _waits.Inc(more);

    public void CountStalled() => _stalled.Inc();
}

/// <summary>Counts what subscribers of one way are told.</summary>
internal sealed class WayMetrics(ICounter events, ICounter pages, ICounter resets)
{
    /// <summary>How many events were sent.</summary>
    public long Events => (long)events.Value;

    /// <summary>Counts a page that is sent.</summary>
    public void Count(FeedPage page)
    {
        if (page.Reset)
            resets.Inc();
        if (page.Events.IsEmpty)
            return;
        pages.Inc();
        events.Inc(page.Events.Length);
    }
}
