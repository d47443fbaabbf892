using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>
/// What of the records may be told to subscribers. Commits wait here, in order, until they are on this node's disk and, if another
/// node is reachable, on one of theirs; then they are fed, each group of them as a batch.
/// <code>
/// commits   … 41 42 │ 43  44  45        fed up to 42: state = the records, but with what
///                fed   on disk  in memory        43 to 45 changed as it was before (the overlay)
/// </code>
/// Commits are fed in the order in which they were made, so what is fed is always a state that the node once had.
/// Thread-safe; whoever holds the database's lock may call, never the other way round.
/// </summary>
/// <param name="records">The records. Their commits are told by <see cref="Add"/> and <see cref="Close"/>.</param>
/// <param name="isFolded">Whether the change at a position is one whose origin is in no vector any more, because everybody has it.</param>
internal sealed class FeedLog(MicroDb<InstanceKey, ServiceRecord> records, Func<Position, bool> isFolded)
{
    private readonly Lock _gate = new();
    private readonly FeedWindow _window = new();
    private readonly Queue<FeedCommit> _waiting = [];
    private readonly Dictionary<InstanceKey, Overlaid> _overlay = [];
    private List<RecordChange> _open = [];
    private VersionVector _end = VersionVector.Empty;
    private bool _isOn;
    private long _durable;
    private long _confirmed = long.MaxValue;

    /// <summary>Up to where everything has been fed.</summary>
    public VersionVector End
    {
        get
        {
            lock (_gate)
                return _end;
        }
    }

    /// <summary>The run of the node whose records these are.</summary>
    public OriginId Origin => records.Origin;

    /// <summary>How many commits wait to be fed.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Begins to take commits. Everything that is in the records by now counts as fed.</summary>
    public void Begin(VersionVector end)
    {
        lock (_gate)
            (_end, _isOn) = (end, true);
    }

    /// <summary>The database has written a record. Called inside its lock.</summary>
    public void Add(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        lock (_gate)
        {
            if (!_isOn)
                return;
            _open.Add(new RecordChange(key, before, after));
            _overlay[key] = _overlay.TryGetValue(key, out var overlaid)
                ? overlaid with { Changes = overlaid.Changes + 1 }
                : new Overlaid(before, 1);
        }
    }

    /// <summary>What was written since the last time is one commit.</summary>
    /// <param name="number">Its number, as the journal counts.</param>
    /// <param name="vector">The vector of the records with it.</param>
    /// <param name="sequence">The last sequence of this node's own in it.</param>
    /// <param name="isBreak">True if it replaced the records by a copy.</param>
    /// <param name="at">The time since the zero of the node's time provider.</param>
    public void Close(long number, VersionVector vector, long sequence, bool isBreak, TimeSpan at)
    {
        lock (_gate)
        {
            if (!_isOn)
                return;
            _waiting.Enqueue(new FeedCommit(number, vector, sequence, _open, isBreak, at));
            _open = [];
        }
    }

    /// <summary>All commits up to a number are on this node's disk.</summary>
    public void OnDurable(long number)
    {
        lock (_gate)
        {
            _durable = Math.Max(_durable, number);
            Advance(TimeSpan.MinValue);
        }
    }

    /// <summary>How far other nodes hold what this one wrote.</summary>
    /// <param name="sequence">
    /// The last sequence of this node's own that another one has on disk; the greatest number if none is reachable.
    /// </param>
    /// <param name="madeBefore">Commits that were made before this time wait no longer: feeding late is worse than feeding ahead.</param>
    public void OnConfirmed(long sequence, TimeSpan madeBefore)
    {
        lock (_gate)
        {
            if (_confirmed == sequence && (_waiting.Count == 0 || _waiting.Peek().MadeAt >= madeBefore))
                return;
            _confirmed = sequence;
            Advance(madeBefore);
        }
    }

    /// <summary>The batch of a number.</summary>
    /// <returns>False if it is not kept any more.</returns>
    public bool TryGet(long number, out FeedBatch? batch)
    {
        lock (_gate)
            return _window.TryGet(number, out batch);
    }

    /// <summary>The number of the batch that follows on a vector, if it is where one ended that is still kept.</summary>
    public bool TryFollow(VersionVector end, out long next)
    {
        lock (_gate)
            return _window.TryFollow(end, out next);
    }

    /// <summary>Completes once there is a batch of this number.</summary>
    public Task WhenThere(long number)
    {
        lock (_gate)
            return _window.WhenThere(number);
    }

    /// <summary>Completes with the batch that comes next.</summary>
    public Task WhenNext()
    {
        lock (_gate)
            return _window.WhenThere(_window.Next);
    }

    /// <summary>True if everything that a cursor covers was fed here.</summary>
    public bool Covers(VersionVector cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        var fed = End;
        return cursor.Entries.All(entry =>
            entry.Key == OriginId.Baseline || entry.Value <= fed.SequenceOf(entry.Key) || isFolded(new Position(entry.Key, entry.Value)));
    }

    /// <summary>True if a subscriber may go on from a cursor: no removal beyond it has been forgotten.</summary>
    public bool CanContinue(VersionVector cursor) => records.CanContinue(cursor);

    /// <summary>Reads what was fed and a cursor does not cover, and where to go on live.</summary>
    internal FeedReading Read(FeedQuery query) => records.AtOnce(() =>
    {
        lock (_gate)
            return new FeedPageReader(query, _overlay).Read(records, _end, _window.Next);
    });

    private void Advance(TimeSpan madeBefore)
    {
        var builder = new FeedBatchBuilder();
        while (_waiting.TryPeek(out var commit)
            && commit.Number <= _durable
            && (commit.Sequence <= _confirmed || commit.MadeAt < madeBefore))
        {
            _waiting.Dequeue();
            if (commit.IsBreak || builder.IsFull)
                Feed(ref builder);
            builder.Add(commit);
            _end = commit.Vector;
            foreach (var change in commit.Changes)
                Uncover(change);
            if (commit.IsBreak)
                Feed(ref builder);
        }

        Feed(ref builder);
    }

    private void Feed(ref FeedBatchBuilder builder)
    {
        if (builder.Build() is { } batch)
            _window.Add(batch);
        builder = new FeedBatchBuilder();
    }

    /// <summary>The state as it was fed moves on to what this change made of it, or, at the last one, is the record itself.</summary>
    private void Uncover(RecordChange change)
    {
        if (_overlay[change.Key] is not { Changes: > 1 } overlaid)
            _overlay.Remove(change.Key);
        else
            _overlay[change.Key] = new Overlaid(change.After, overlaid.Changes - 1);
    }
}

/// <summary>What a write made of a record.</summary>
internal readonly record struct RecordChange(InstanceKey Key, ServiceRecord? Before, ServiceRecord? After);

/// <summary>A commit on its way into the feed.</summary>
internal sealed record FeedCommit(
    long Number, VersionVector Vector, long Sequence, List<RecordChange> Changes, bool IsBreak, TimeSpan MadeAt);

/// <summary>A record that commits have changed which are not fed yet.</summary>
/// <param name="Fed">The record as it was fed; null if there was none.</param>
/// <param name="Changes">How many changes of it wait.</param>
internal readonly record struct Overlaid(ServiceRecord? Fed, int Changes);
