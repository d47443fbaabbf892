using System.Diagnostics.Metrics;
using MicroReg.Domain.Events;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>Counts what is sent to subscribers, by the way in which it is sent.</summary>
internal sealed class EventMetrics
{
    private static readonly MetricDefinition Open = new(MetricKind.Gauge, "microreg.event.streams", "Streams of events that are open.");
    private static readonly MetricDefinition Waits = new(MetricKind.Gauge, "microreg.event.waits", "Calls of wait_events that wait.");

    private static readonly MetricDefinition Stalled = new(
        MetricKind.Counter, "microreg.event.streams.stalled", "Streams that were ended because their client did not read.");

    private static readonly MetricDefinition Events = new(
        MetricKind.Counter, "microreg.events.sent", "Events that subscribers were told, by way.", "way");

    private static readonly MetricDefinition Pages = new(
        MetricKind.Counter, "microreg.event.pages", "Pages that these events came in; signs of life are none.", "way");

    private static readonly MetricDefinition Resets = new(MetricKind.Counter, "microreg.event.resets", "Snapshots that were begun.", "way");

    private long _open;
    private long _waits;
    private long _stalled;

    public EventMetrics(Meter meter)
    {
        WayMetrics[] ways = [Streamed, Waited];
        Open.Observe(meter, () => Volatile.Read(ref _open));
        Waits.Observe(meter, () => Volatile.Read(ref _waits));
        Stalled.Observe(meter, () => Volatile.Read(ref _stalled));
        Events.Observe(meter, () => ways.Select(way => Events.Measure(way.Events, way.Name)));
        Pages.Observe(meter, () => ways.Select(way => Pages.Measure(way.Pages, way.Name)));
        Resets.Observe(meter, () => ways.Select(way => Resets.Measure(way.Resets, way.Name)));
    }

    /// <summary>The metrics of events.</summary>
    public static IReadOnlyList<MetricDefinition> Definitions { get; } = [Open, Waits, Stalled, Events, Pages, Resets];

    /// <summary>What streams of server-sent events were sent.</summary>
    public WayMetrics Streamed { get; } = new("stream");

    /// <summary>What callers of <c>wait_events</c> were sent.</summary>
    public WayMetrics Waited { get; } = new("wait_events");

    public void CountOpen(int more) => Interlocked.Add(ref _open, more);

    public void CountWaits(int more) => Interlocked.Add(ref _waits, more);

    public void CountStalled() => Interlocked.Increment(ref _stalled);
}

/// <summary>Counts what is sent to subscribers in one way.</summary>
/// <param name="name">The way.</param>
internal sealed class WayMetrics(string name)
{
    private long _events;
    private long _pages;
    private long _resets;

    public string Name => name;

    public long Events => Volatile.Read(ref _events);

    public long Pages => Volatile.Read(ref _pages);

    public long Resets => Volatile.Read(ref _resets);

    /// <summary>Counts a page that is sent.</summary>
    public void Count(FeedPage page)
    {
        if (page.Reset)
            Interlocked.Increment(ref _resets);
        if (page.Events.IsEmpty)
            return;
        Interlocked.Increment(ref _pages);
        Interlocked.Add(ref _events, page.Events.Length);
    }
}
