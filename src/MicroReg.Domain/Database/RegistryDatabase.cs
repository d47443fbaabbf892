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
/// The records of a node in memory: a <see cref="MicroDb{TKey, TRecord}"/> with the clock that stamps its writes,
/// the labels that are taken, and the view that lookups read. It outlives the actors that write to it. Reads come
/// from any thread, writes from one at a time.
/// </summary>
internal sealed partial class RegistryDatabase
{
    private readonly Dictionary<int, InstanceKey> _labels = [];
    private readonly StringPool _texts = new();
    private readonly InstanceIds _ids;

    // By stamp: merged tombstones arrive out of order.
    private readonly PriorityQueue<(InstanceKey Key, Stamp Stamp), Stamp> _tombstones = new();
    private readonly PriorityQueue<(InstanceKey Key, Stamp Stamp), Stamp> _compared = new();
    private readonly BucketDigests _digests = new();

    /// <summary>Creates an empty database.</summary>
    /// <param name="origin">The fresh origin of this run.</param>
    /// <param name="time">The wall clock.</param>
    /// <param name="ids">How instances get their labels.</param>
    public RegistryDatabase(OriginId origin, TimeProvider time, InstanceIds? ids = null)
    {
        _ids = ids ?? new InstanceIds();
        Clock = new HybridClock(time, origin);
        // Baseline changes of a later run have greater numbers: whoever pages through them while this node restarts skips none.
        _baselineSequence = time.GetUtcNow().ToUnixTimeMilliseconds() << 20;
        Records = new(
            new(RecordJsonContext.Default.ServiceRecord)
            {
                AddPositions = (record, positions) => record.AddPositionsTo(positions),
                IsVisible = record => record.IsLiving,
            },
            origin);
        Feed = new FeedLog(Records, IsCompacted);
        Records.Committed += OnCommitted;
    }

    /// <summary>The records by key, tombstones included.</summary>
    public MicroDb<InstanceKey, ServiceRecord> Records { get; }

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

    /// <summary>Takes over what a store holds. Called once, before the first write.</summary>
    public NodeFacts Load(IRecordStore store)
    {
        var facts = store.Load(record =>
        {
            Store(Records.Get(record.Key), record.Reposition(RenumberBaseline));
            foreach (var part in record.Parts())
                Clock.Observe(part.Stamp.Time);
        });
        Clock.Observe(facts.GreatestTime);
        Records.AdvanceTo(facts.Vector);
        _compacted = facts.Cluster.Compacted;
        AdoptUncovered();
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

    private ServiceRecord Write(RecordWrite write)
    {
        if (write.Draft is RegistrationDraft draft)
            write = write with { Key = _texts.Share(write.Key), Draft = new RegistrationDraft(_texts.Share(draft.Attributes)) };
        var after = ServiceRules.Apply(write, Clock.Next(), Records.NextPosition(), ChooseId);
        Records.TryReplace(after.Key, write.Expected, after);
        return after;
    }

    /// <summary>
    /// Stores a record that was made elsewhere. The database and its change log keep the key that they are given, so it is the
    /// record's own: any other one of the same text would stay in memory beside it.
    /// </summary>
    private void Store(ServiceRecord? existing, ServiceRecord record)
    {
        var shared = _texts.Share(record);
        Records.TryReplace(shared.Key, existing, shared);
    }

    private int ChooseId(InstanceKey key) => _ids.Choose(key, label => !_labels.ContainsKey(label));

    private void OnCommitted(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        TakeLabel(key, before, after);
        if (after?.Head is Tombstone tombstone && (before?.Head as Tombstone)?.Stamp != tombstone.Stamp)
        {
            _tombstones.Enqueue((key, tombstone.Stamp), tombstone.Stamp);
            if (_digests.Includes(tombstone))
                _compared.Enqueue((key, tombstone.Stamp), tombstone.Stamp);
        }

        _digests.Apply(key, before, after);
        View.Apply(before, after);
        if (key.IsInstance)
            InstanceWritten.Notify(key);
        else
            Subscriptions.Apply(key.Name, after?.Subscription);
        Feed.Add(key, before, after);
    }
}
