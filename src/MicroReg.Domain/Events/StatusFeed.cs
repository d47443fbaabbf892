using MicroReg.Domain.Registry;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>The feed over the records of a node. It outlives the actors, so streams go on while these are replaced.</summary>
/// <param name="database">The records, with what of them is fed.</param>
/// <param name="options">Limits and times.</param>
/// <param name="readiness">Whether the node may be asked.</param>
/// <param name="time">The clock of waits and of cursors.</param>
public sealed class StatusFeed(RegistryDatabase database, FeedOptions options, Func<Readiness> readiness, TimeProvider time) : IStatusFeed
{
    private volatile Action<VersionVector>? _seek;

    internal RegistryDatabase Database => database;

    /// <summary>Limits and times.</summary>
    public FeedOptions Options => options;

    internal TimeProvider Time => time;

    internal Readiness Readiness => readiness();

    /// <inheritdoc />
    public EventCursor Now => new(database.Feed.End, time.GetUtcNow());

    /// <inheritdoc />
    public IFeedReader Read(EventCursor cursor, EventFilter filter) => new FeedReader(this, cursor, filter);

    /// <summary>Who fetches from other nodes what a cursor covers and this node has not seen yet.</summary>
    public void SeekBy(Action<VersionVector> seek) => _seek = seek;

    internal void Seek(VersionVector vector) => _seek?.Invoke(vector);

    /// <summary>True if everything that a cursor covers was fed here.</summary>
    internal bool Covers(VersionVector cursor)
    {
        var fed = database.Feed.End;
        return cursor.Entries.All(entry =>
            entry.Key == OriginId.Baseline || entry.Value <= fed.SequenceOf(entry.Key) || database.IsCompacted(new Position(entry.Key, entry.Value)));
    }

    internal FeedReading ReadRecords(FeedQuery query) => database.Feed.Read(database.Records, query);
}

/// <summary>How the feed serves its readers.</summary>
public sealed record FeedOptions
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
