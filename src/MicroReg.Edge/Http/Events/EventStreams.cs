using MicroReg.Domain.Registry;
using MicroReg.Edge.Http.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Http.Events;

/// <summary>What all streams of a node share: their number, their pace, and the events as written.</summary>
internal sealed class EventStreams(
    EdgeOptions edge,
    IRegistry registry,
    MicroRegMeters meters,
    IHostApplicationLifetime host,
    ILogger<EventStreams> logger,
    TimeProvider time) : IDisposable
{
    private readonly EventPace _pace = new(edge.Events.Pace, time);
    private int _open;

    public EventStreamOptions Options => edge.Events;

    public EventFrames Frames { get; } = new(registry);

    public EventMetrics Metrics => meters.Events;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>Cancelled when the host stops, which does not wait for streams.</summary>
    public CancellationToken Stopping => host.ApplicationStopping;

    /// <summary>Takes a place for a stream; false if there is none. Every place that was taken must be given back.</summary>
    public bool TryEnter()
    {
        Metrics.CountOpen(1);
        if (Interlocked.Increment(ref _open) <= Options.MaxStreams)
            return true;
        Leave();
        return false;
    }

    public void Leave()
    {
        Interlocked.Decrement(ref _open);
        Metrics.CountOpen(-1);
    }

    /// <summary>Completes when a stream that has just written may read again.</summary>
    public Task WhenPacedAsync() => _open > Options.PacedAbove ? _pace.NextAsync() : Task.CompletedTask;

    public void Dispose() => _pace.Dispose();
}
