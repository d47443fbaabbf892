using MicroReg.Domain.Kernel;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>The feed over the records of a node. It outlives the actors, so streams go on while these are replaced.</summary>
/// <param name="log">What of the records may be told.</param>
/// <param name="options">Limits and times.</param>
/// <param name="readiness">Whether the node may be asked.</param>
/// <param name="time">The clock of waits and of cursors.</param>
internal sealed class StatusFeed(FeedLog log, FeedOptions options, Func<Readiness> readiness, TimeProvider time) : IStatusFeed
{
    /// <summary>Limits and times.</summary>
    public FeedOptions Options => options;

    /// <summary>
    /// Tells the vector of a cursor that covers what this node has not seen: on a reader's thread, each time that a reader begins to
    /// wait for it. Whoever can fetch changes from other nodes listens here.
    /// </summary>
    public Notifier<VersionVector> Sought { get; } = new();

    internal FeedLog Log => log;

    internal TimeProvider Time => time;

    internal Readiness Readiness => readiness();

    /// <summary>
    /// Learns how far other nodes have what this one wrote. What waits for longer than
    /// <see cref="FeedOptions.ConfirmationTimeout"/> is fed all the same.
    /// </summary>
    /// <param name="sequence">
    /// The last sequence of this node's own that another one has on disk; the greatest number if none is reachable.
    /// </param>
    public void OnConfirmedElsewhere(long sequence) => log.OnConfirmed(sequence, time.GetElapsedTime(0) - options.ConfirmationTimeout);

    /// <inheritdoc />
    public EventCursor Now => new(log.End, time.GetUtcNow());

    /// <inheritdoc />
    public IFeedReader Read(EventCursor cursor, EventFilter filter) => new FeedReader(this, cursor, filter);
}

/// <summary>How the feed serves its readers.</summary>
internal sealed record FeedOptions
{
    /// <summary>
    /// How old a cursor may be that is continued: as long as tombstones are kept, since with them goes the memory of what is
    /// gone. Default: <value>24 hours</value>.
    /// </summary>
    public TimeSpan CursorLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a reader whose cursor comes from a node that was ahead waits until this one has caught up; then it is reset.
    /// Default: <value>2 seconds</value>.
    /// </summary>
    public TimeSpan CatchUpPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a change waits for another node to have it on disk. Default: <value>2 seconds</value>.</summary>
    public TimeSpan ConfirmationTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
