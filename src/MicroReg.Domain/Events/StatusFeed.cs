using MicroReg.Domain.Kernel;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>The feed of a node. It outlives the actors, so streams continue while the actor system is replaced.</summary>
/// <param name="log">The changes that subscribers may see.</param>
/// <param name="options">Limits and times.</param>
/// <param name="readiness">Whether the node may be asked.</param>
/// <param name="time">The clock for waits and for the age of cursors.</param>
internal sealed class StatusFeed(FeedLog log, FeedOptions options, Func<Readiness> readiness, TimeProvider time) : IStatusFeed
{
    /// <summary>Limits and times.</summary>
    public FeedOptions Options => options;

    /// <summary>As of when the node has what its cluster had; null for now. A cursor is dated by it.</summary>
    public Func<DateTimeOffset?> CompleteAsOf { get; init; } = () => null;

    /// <summary>
    /// Raised with the vector of a cursor that covers changes that this node has not seen. It is raised on the reader's thread each time a
    /// reader begins to wait for such changes. Listeners can fetch them from other nodes.
    /// </summary>
    public Notifier<VersionVector> Sought { get; } = new();

    internal FeedLog Log => log;

    internal TimeProvider Time => time;

    internal Readiness Readiness => readiness();

    /// <summary>The date of a cursor that is issued now.</summary>
    internal DateTimeOffset AsOf => CompleteAsOf() is { } asOf && asOf < time.GetUtcNow() ? asOf : time.GetUtcNow();

    /// <summary>
    /// Takes note of how much of what this node wrote another node has confirmed, on disk or in memory. A change that has waited for
    /// longer than <see cref="FeedOptions.ConfirmationTimeout"/> is fed without that.
    /// </summary>
    /// <param name="sequence">
    /// The last sequence of this node that another node has confirmed; the greatest number if no other node is reachable.
    /// </param>
    public void OnConfirmedElsewhere(long sequence) => log.OnConfirmed(sequence, time.GetElapsedTime(0) - options.ConfirmationTimeout);

    /// <inheritdoc />
    public EventCursor Now => new(log.End, AsOf);

    /// <inheritdoc />
    public IFeedReader Read(EventCursor cursor, EventFilter filter) => new FeedReader(this, cursor, filter);
}

/// <summary>How the feed serves its readers.</summary>
internal sealed record FeedOptions
{
    /// <summary>
    /// The age up to which a cursor can be continued. It is the time for which tombstones are kept: without them nobody knows what was
    /// removed. Default: <value>24 hours</value>.
    /// </summary>
    public TimeSpan CursorLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a reader waits for this node to catch up if its cursor comes from a node that was ahead. After that the reader is reset.
    /// Default: <value>2 seconds</value>.
    /// </summary>
    public TimeSpan CatchUpPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a change waits for another node to confirm it. Default: <value>2 seconds</value>.</summary>
    public TimeSpan ConfirmationTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
