namespace MicroReg.Edge.Http.Events;

/// <summary>Settings of the streams of events at <c>GET /api/events</c>.</summary>
public sealed record EventStreamOptions
{
    /// <summary>The most streams at a time. Further ones get status 503. Default: <value>10,000</value>.</summary>
    public int MaxStreams { get; init; } = 10_000;

    /// <summary>
    /// The longest silence of a stream. After it the stream sends its cursor, so a longer silence means that the stream is broken.
    /// Default: <value>5 seconds</value>.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a stream waits for a client that does not read. Then it ends, and the client may resume from its cursor. A stream that
    /// waits takes about 100 KiB of memory. Default: <value>30 seconds</value>.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// With more streams than this, changes are sent in batches: a packet to each of a thousand streams costs ten milliseconds of a
    /// processor, whatever is in it. Default: <value>100</value>.
    /// </summary>
    public int PacedAbove { get; init; } = 100;

    /// <summary>The time for which changes are collected into such a batch. Default: <value>20 milliseconds</value>.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(20);
}
