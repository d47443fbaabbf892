using System.Collections.Immutable;
using MicroReg.Domain.Events;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using MicroReg.Domain.Views;

namespace MicroReg.Domain.Database;

/// <summary>
/// The records of a node in memory: a database with the clock that stamps its writes, and everything that is kept in step with it. It
/// outlives the actors that write to it. Reads come from any thread, writes from one at a time.
/// </summary>
internal sealed class RegistryDatabase
{
    private readonly StringPool _texts = new();
    private readonly BucketDigests _digests = new();
    private readonly InstanceLabels _labels;
    private readonly CompactedOrigins _compacted;
    private readonly TombstoneQueue _tombstones;
    private readonly ForeignParts _foreign;
    private VersionVector _merging = VersionVector.Empty;

    /// <summary>Creates an empty database.</summary>
    /// <param name="origin">The fresh origin of this run.</param>
    /// <param name="time">The wall clock.</param>
    /// <param name="ids">How instances get their labels.</param>
    public RegistryDatabase(OriginId origin, TimeProvider time, InstanceIds? ids = null)
    {
        Clock = new HybridClock(time, origin);
        Records = new(
            new(RecordJsonContext.Default.ServiceRecord) { IsVisible = record => record.IsLiving },
            origin,
            (record, positions) => record.AddPositionsTo(positions));
        _labels = new InstanceLabels(Records, Clock, ids ?? new InstanceIds());
        _compacted = new CompactedOrigins(Records, time.GetUtcNow());
        _tombstones = new TombstoneQueue(Records, _digests, _compacted, time);
        _foreign = new ForeignParts(Records, Clock, _texts, _compacted, _labels, Overtaken);
        Feed = new FeedLog(Records, IsCompacted);
        Records.Committed += OnCommitted;
    }

    /// <summary>The records by key, tombstones included.</summary>
    public FollowedMicroDb<InstanceKey, ServiceRecord> Records { get; }

    /// <summary>The writes of this run that parts of other nodes have superseded.</summary>
    public OvertakenWrites Overtaken { get; } = new();

    /// <summary>What lookups are answered from.</summary>
    public RegistryView View { get; } = new();

    /// <summary>The subscriptions among the records.</summary>
    public SubscriptionTable Subscriptions { get; } = new();

    /// <summary>What of the records may be told to subscribers.</summary>
    public FeedLog Feed { get; }

    /// <summary>The clock that stamps the writes.</summary>
    public HybridClock Clock { get; }

    /// <summary>Tells of every instance whose record was written: inside the write, when lookups see it already.</summary>
    public Notifier<InstanceKey> InstanceWritten { get; } = new();

    /// <summary>What the store knew of the node when its records were loaded; <see cref="NodeFacts.None"/> before that.</summary>
    public NodeFacts Loaded { get; private set; } = NodeFacts.None;

    /// <summary>How many unregistered instances and ended subscriptions are remembered.</summary>
    public int TombstoneCount => _tombstones.Count;

    /// <summary>True while living instances share a label.</summary>
    public bool HasSharedLabels => _labels.AreShared;

    /// <summary>
    /// What this database has seen, is merging at the moment, or still owes to the feed. Whoever has seen all of it lacks no change that
    /// superseded another one here.
    /// </summary>
    public VersionVector Seen => Volatile.Read(ref _merging).Merge(Records.Vector).Merge(Feed.Owed);

    /// <summary>The digests of all buckets and the vector that they belong to.</summary>
    public (VersionVector Vector, ImmutableArray<ulong> Digests) Digests() =>
        Records.AtOnce(() => (Records.Vector, _digests.Current));

    /// <summary>The parts of one bucket that are compared, or of a slice of it.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="slice">Which slice of it.</param>
    /// <param name="slices">Into how many it is cut: one that holds too much for a frame is compared slice by slice.</param>
    public ImmutableArray<PartOutline> Outline(int bucket, int slice = 0, int slices = 1) =>
    [
        .. Records.AtOnce(() => _digests.KeysOf(bucket)).Where(key => BucketDigests.SliceOf(key, slices) == slice)
            .Select(Records.Get).OfType<ServiceRecord>()
            .SelectMany(record => record.Parts().Where(_digests.Includes).Select(part => PartOutline.Of(record.Key, part))),
    ];

    /// <summary>
    /// True if the change at a position belongs to a compacted origin: every node has had it for the retention, and its origin has left
    /// the vectors.
    /// </summary>
    public bool IsCompacted(Position position) => _compacted.Covers(position);

    /// <summary>True if this database has seen the change at a position, or a change that superseded it.</summary>
    public bool Covers(Position position) =>
        position.Origin == OriginId.Baseline || Records.Vector.Covers(position) || IsCompacted(position);

    /// <summary>True if this database has seen every change that another vector covers.</summary>
    public bool Covers(VersionVector vector) => vector.Entries.All(entry => Covers(new Position(entry.Key, entry.Value)));

    /// <summary>Takes over what a store holds. Called once, before the first write.</summary>
    public NodeFacts Load(IRecordStore store)
    {
        _tombstones.IsLoading = true;
        var facts = store.Load(record =>
        {
            _foreign.Store(Records.Get(record.Key), record.Reposition(_compacted.Renumber));
            foreach (var part in record.Parts())
                Clock.Observe(part.Stamp.Time);
        });
        Clock.Observe(facts.GreatestTime);
        Records.AdvanceTo(facts.Vector);
        _compacted.Set(facts.Cluster.Compacted);
        _compacted.AdoptUncovered();
        _tombstones.IsLoading = false;
        if (facts.Cluster.Known.All.Any(node => node.NodeId != facts.NodeId))
            Feed.Doubt();
        return Loaded = facts;
    }

    /// <summary>Carries out a decision, all of it or nothing.</summary>
    /// <returns>The records as written, or default if one of them is not the record that was decided on any more.</returns>
    public ImmutableArray<ServiceRecord> TryCommit(Decision decision)
    {
        foreach (var write in decision.Writes)
            if (!ReferenceEquals(Records.Get(write.Key), write.Expected))
                return default;
        return ImmutableArray.CreateRange(decision.Writes, Write);
    }

    /// <summary>Carries out what replication asks for.</summary>
    public DatabaseResult Apply(DatabaseRequest request)
    {
        var changed = new HashSet<InstanceKey>();
        var restored = 0;
        switch (request)
        {
            case MergeParts merge when !Covers(merge.From):
                return new DatabaseResult([], IsGap: true);
            case MergeParts merge:
                Feed.Owe(merge.Owed);
                Volatile.Write(ref _merging, merge.To);
                _foreign.Merge(merge, changed);
                Volatile.Write(ref _merging, VersionVector.Empty);
                _labels.Relabel(includingForeign: false, changed);
                break;
            case RestoreParts restore: restored = _foreign.Restore(restore, changed); break;
            case ReplaceRecords replace: _foreign.Replace(replace, changed); break;
            case SaveFacts save: _compacted.Set(save.Facts.Compacted); break;
            case SweepRecords sweep: Sweep(sweep, changed); break;
            case RelabelInstances relabel: _labels.Relabel(relabel.IncludingForeign, changed); break;
        }

        return new DatabaseResult([.. changed], Restored: restored);
    }

    private void Sweep(SweepRecords sweep, HashSet<InstanceKey> changed)
    {
        _tombstones.LeaveOut(sweep.DigestsFrom);
        _tombstones.Drop(sweep.DropBefore, sweep.Stable, changed);
        foreach (var (origin, last) in sweep.Compact.Entries)
            _compacted.Compact(origin, last);
        if (sweep.Facts is { } facts)
            _compacted.Set(facts.Compacted);
    }

    private ServiceRecord Write(RecordWrite write)
    {
        if (write.Draft is RegistrationDraft draft)
            write = write with { Key = _texts.Share(write.Key), Draft = new RegistrationDraft(_texts.Share(draft.Attributes)) };
        var after = ServiceRules.Apply(
            write, Clock.Next(write.Expected?.LastTime ?? default), Records.NextPosition(), _labels.Choose);
        Records.TryReplace(after.Key, write.Expected, after);
        return after;
    }

    private void OnCommitted(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        _labels.Apply(key, before, after);
        _tombstones.Apply(key, before, after);
        _digests.Apply(key, before, after);
        View.Apply(before, after);
        if (key.IsInstance)
            InstanceWritten.Notify(key);
        else
            Subscriptions.Apply(key.Name, after?.Subscription);
        Feed.Add(key, before, after);
    }
}
