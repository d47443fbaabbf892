namespace MicroReg.Edge.Http.Events;

/// <summary>Settings of the streams of events at <c>GET /api/events</c>.</summary>
public sealed record EventStreamOptions
{
    /// <summary>Streams at a time; further ones get status 503. Default: <value>10,000</value>.</summary>
    public int MaxStreams { get; init; } = 10_000;

    /// <summary>
    /// How long a stream may be silent: then it says where it stands, so that a longer silence means a broken stream.
    /// Default: <value>5 seconds</value>.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a stream waits for a client that does not read; then it is ended, and the client may resume from its cursor.
    /// A stream that waits holds about 100 KiB. Default: <value>30 seconds</value>.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// With more streams than this the changes of a short while go out together: a packet for each of a thousand streams
    /// costs ten milliseconds of a processor, whatever is in it. Default: <value>100</value>.
    /// </summary>
    public int PacedAbove { get; init; } = 100;

    /// <summary>How long that while is. Default: <value>20 milliseconds</value>.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(20);
}
