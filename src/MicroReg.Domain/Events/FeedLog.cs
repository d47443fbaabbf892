using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>
/// The changes that subscribers may see. Commits wait here, in order, until they are on this node's disk and, if another node is
/// reachable, also confirmed by another node, on disk or in memory. Then they are fed; each group of commits is a batch.
/// <code>
/// commits   … 41 42 │ 43  44  45        fed up to 42: state = the records, but with what
///                fed   on disk  in memory        43 to 45 changed as it was before (the overlay)
/// </code>
/// Commits are fed in the order in which they were made. So subscribers only ever see a state that the node once had.
/// <para>
/// Another node leaves out changes that others superseded. Until these others have come, a subscriber that comes from elsewhere may know
/// what was left out, though this node never had it. So meanwhile every change is told, even if it makes no difference here.
/// </para>
/// Thread-safe. A caller may own the database's lock. The feed itself never takes that lock while it owns its own.
/// </summary>
/// <param name="records">The records. <see cref="Add"/> and <see cref="Close"/> report their commits.</param>
/// <param name="isCompacted">Whether the change at a position belongs to a compacted origin.</param>
internal sealed class FeedLog(FollowedMicroDb<InstanceKey, ServiceRecord> records, Func<Position, bool> isCompacted)
{
    private readonly Lock _gate = new();
    private readonly FeedWindow _window = new();
    private readonly Queue<FeedCommit> _waiting = [];
    private readonly Dictionary<InstanceKey, Overlaid> _overlay = [];
    private List<RecordChange> _open = [];
    private VersionVector _end = VersionVector.Empty;
    private VersionVector _owed = VersionVector.Empty;
    private bool _isInDoubt;
    private bool _isOn;
    private long _durable;
    private long _confirmed = long.MaxValue;

    /// <summary>The vector up to which everything has been fed.</summary>
    public VersionVector End
    {
        get
        {
            lock (_gate)
                return _end;
        }
    }

    /// <summary>The origin of this run of the node.</summary>
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

    /// <summary>What must be seen until no change is missing that superseded one which was left out; empty if none is missing.</summary>
    public VersionVector Owed
    {
        get
        {
            lock (_gate)
                return _owed;
        }
    }

    /// <summary>
    /// Takes note that superseded changes were left out of what is merged next. The database calls it before it merges.
    /// </summary>
    /// <param name="seen">With this everything has been seen that superseded them.</param>
    public void Owe(VersionVector seen)
    {
        if (seen.IsEmpty)
            return;
        lock (_gate)
            _owed = _owed.Merge(seen);
    }

    /// <summary>Takes note that the store may hold such a state: nobody knows what was owed when the last run ended.</summary>
    public void Doubt()
    {
        lock (_gate)
            _isInDoubt = true;
    }

    /// <summary>Ends the doubt: this node has all that another node had.</summary>
    public void Settle()
    {
        lock (_gate)
            _isInDoubt = false;
    }

    /// <summary>Starts to accept commits. Everything that is in the records by then counts as fed.</summary>
    public void Begin(VersionVector end)
    {
        lock (_gate)
            (_end, _isOn) = (end, true);
    }

    /// <summary>Takes note of a record that the database has written. The database calls it inside its lock.</summary>
    public void Add(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        lock (_gate)
        {
            if (!_isOn)
                return;
            _open.Add(new RecordChange(key, before, after, IsAlwaysTold: _isInDoubt || !_owed.IsEmpty));
            _overlay[key] = _overlay.TryGetValue(key, out var overlaid)
                ? overlaid with { Changes = overlaid.Changes + 1 }
                : new Overlaid(before, 1);
        }
    }

    /// <summary>Makes one commit of everything that was written since the last call.</summary>
    /// <param name="number">Its number in the journal.</param>
    /// <param name="vector">The vector of the records after it.</param>
    /// <param name="sequence">The last sequence of this node's own origin in it.</param>
    /// <param name="isBreak">True if it replaced the records by a copy.</param>
    /// <param name="at">When it was made, counted from the zero of the node's time provider.</param>
    public void Close(long number, VersionVector vector, long sequence, bool isBreak, TimeSpan at)
    {
        lock (_gate)
        {
            if (!_isOn)
                return;
            _waiting.Enqueue(new FeedCommit(number, vector, sequence, _open, isBreak, at));
            _open = [];
            if (!_owed.IsEmpty && IsPaid(vector))
                _owed = VersionVector.Empty;
        }
    }

    /// <summary>Takes note that all commits up to a number are on this node's disk.</summary>
    public void OnDurable(long number)
    {
        lock (_gate)
        {
            _durable = Math.Max(_durable, number);
            Advance(TimeSpan.MinValue);
        }
    }

    /// <summary>Takes note of how much of what this node wrote another node has confirmed, on disk or in memory.</summary>
    /// <param name="sequence">
    /// The last sequence of this node that another node has confirmed; the greatest number if no other node is reachable.
    /// </param>
    /// <param name="madeBefore">
    /// Commits that were made before this time wait no longer. It is worse to feed late than to feed what another node does not have yet.
    /// </param>
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
    /// <returns>False if it has been dropped.</returns>
    public bool TryGet(long number, out FeedBatch? batch)
    {
        lock (_gate)
            return _window.TryGet(number, out batch);
    }

    /// <summary>The number of the batch after the one that ended at a vector, if that one is still kept.</summary>
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

    /// <summary>True if this node has fed everything that a cursor covers.</summary>
    public bool Covers(VersionVector cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        return Covers(End, cursor);
    }

    /// <summary>True if a subscriber may continue from a cursor: every removal after it is still known.</summary>
    public bool CanContinue(VersionVector cursor) => records.CanContinue(cursor);

    /// <summary>Reads everything that has been fed and that a cursor does not cover, and the batch to continue with.</summary>
    internal FeedReading Read(FeedQuery query) => records.AtOnce(() =>
    {
        lock (_gate)
            return new FeedPageReader(query, _overlay).Read(records, _end, _window.Next);
    });

    /// <summary>
    /// True if a vector covers all that is owed. What a run wrote last may be lost with it: once the run is compacted, nobody waits for it.
    /// </summary>
    private bool IsPaid(VersionVector vector) => _owed.Entries.All(entry =>
        entry.Value <= vector.SequenceOf(entry.Key) || isCompacted(new Position(entry.Key, 1)));

    private bool Covers(VersionVector seen, VersionVector other) => other.Entries.All(entry =>
        entry.Key == OriginId.Baseline
            || entry.Value <= seen.SequenceOf(entry.Key)
            || isCompacted(new Position(entry.Key, entry.Value)));

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

    /// <summary>
    /// Moves the fed state of a record to the state after this change. After the last waiting change the fed state is the record itself.
    /// </summary>
    private void Uncover(RecordChange change)
    {
        if (_overlay[change.Key] is not { Changes: > 1 } overlaid)
            _overlay.Remove(change.Key);
        else
            _overlay[change.Key] = new Overlaid(change.After, overlaid.Changes - 1);
    }
}

/// <summary>A record before and after a write.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Before">The record before; null if there was none.</param>
/// <param name="After">The record after; null if there is none.</param>
/// <param name="IsAlwaysTold">True if it is told even if it makes no visible difference.</param>
internal readonly record struct RecordChange(InstanceKey Key, ServiceRecord? Before, ServiceRecord? After, bool IsAlwaysTold = false);

/// <summary>A commit that waits to be fed.</summary>
internal sealed record FeedCommit(
    long Number, VersionVector Vector, long Sequence, List<RecordChange> Changes, bool IsBreak, TimeSpan MadeAt);

/// <summary>A record that was changed by commits that are not fed yet.</summary>
/// <param name="Fed">The record as it was fed; null if there was none.</param>
/// <param name="Changes">How many of its changes are not fed yet.</param>
internal readonly record struct Overlaid(ServiceRecord? Fed, int Changes);
