using System.Collections.Immutable;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

// All of this keeps the invariant of replication, which RecordMerge states: for every change that this database's vector covers,
// the database dominates the change, or a living part that dominates it lies beyond the vector.
internal sealed partial class RegistryDatabase
{
    private VersionVector _compacted = VersionVector.Empty;
    private long _baselineSequence;

    /// <summary>True if this database has seen the change at a position, or a change that superseded it.</summary>
    public bool Covers(Position position) =>
        position.Origin == OriginId.Baseline || Records.Vector.Covers(position) || IsCompacted(position);

    /// <summary>
    /// True if the change at a position belongs to a compacted origin: every node has had it for the retention, and its origin has left
    /// the vectors.
    /// </summary>
    public bool IsCompacted(Position position) => Volatile.Read(ref _compacted).Covers(position);

    /// <summary>True if this database has seen every change that another vector covers.</summary>
    public bool Covers(VersionVector vector) => vector.Entries.All(entry => Covers(new Position(entry.Key, entry.Value)));

    /// <summary>The digests of all buckets and the vector that they belong to.</summary>
    public (VersionVector Vector, ImmutableArray<ulong> Digests) Digests() =>
        Records.AtOnce(() => (Records.Vector, _digests.Current));

    /// <summary>The parts of one bucket that are compared.</summary>
    public ImmutableArray<PartOutline> Outline(int bucket) =>
    [
        .. Records.AtOnce(() => _digests.KeysOf(bucket)).Select(Records.Get).OfType<ServiceRecord>()
            .SelectMany(record => record.Parts().Where(_digests.Includes).Select(part => PartOutline.Of(record.Key, part))),
    ];

    /// <summary>Carries out what replication asks for.</summary>
    public DatabaseResult Apply(DatabaseRequest request)
    {
        var changed = new HashSet<InstanceKey>();
        switch (request)
        {
            case MergeParts merge when !merge.From.Entries.All(entry => Covers(new Position(entry.Key, entry.Value))):
                return new DatabaseResult([], IsGap: true);
            case MergeParts merge:
                var seen = Records.Vector;
                foreach (var (key, part) in merge.Parts)
                    if (part.Position.Origin == OriginId.Baseline || !(seen.Covers(part.Position) || _compacted.Covers(part.Position)))
                        Join(key, part, changed);
                Records.AdvanceTo(merge.To);
                Relabel(includingForeign: false, changed);
                break;
            case RestoreParts restore:
                var restored = restore.Parts.Count(
                    part => Join(part.Key, part.Part with { Position = Records.NextPosition() }, changed));
                return new DatabaseResult([.. changed], Restored: restored);
            case SaveFacts save: Volatile.Write(ref _compacted, save.Facts.Compacted); break;
            case ReplaceRecords replace: Replace(replace, changed); break;
            case SweepRecords sweep: Sweep(sweep, changed); break;
            case RelabelInstances relabel: Relabel(relabel.IncludingForeign, changed); break;
        }

        return new DatabaseResult([.. changed]);
    }

    /// <summary>Merges a part; false if it changes nothing.</summary>
    private bool Join(InstanceKey key, RecordPart part, HashSet<InstanceKey> changed)
    {
        Clock.Observe(part.Stamp.Time);
        var existing = Records.Get(key);
        if (existing is not null && Contains(existing, part))
            return false;
        if (part.Position.Origin == OriginId.Baseline)
            part = part with { Position = RenumberBaseline(part.Position) };
        var before = existing ?? new ServiceRecord { Key = key };
        var after = RecordMerge.Apply(before, part);
        if (ReferenceEquals(before, after))
            return false;
        Store(existing, after);
        changed.Add(key);
        return true;
    }

    private Position RenumberBaseline(Position position) =>
        position.Origin == OriginId.Baseline ? new Position(OriginId.Baseline, ++_baselineSequence) : position;

    /// <summary>
    /// After a kill the disk may contain records that are newer than its vector. Nobody would ask for these by their old positions, so
    /// they get new ones. Parts of compacted origins become baseline parts.
    /// </summary>
    private void AdoptUncovered()
    {
        foreach (var (position, key) in Records.Beyond(Records.Vector))
        {
            var isCompacted = _compacted.Covers(position);
            Move(key, position, isCompacted ? new Position(OriginId.Baseline, ++_baselineSequence) : Records.NextPosition());
        }
    }

    private void Move(InstanceKey key, Position from, Position to)
    {
        var record = Records.Get(key);
        Records.TryReplace(key, record, record!.Reposition(position => position == from ? to : position));
    }

    private void Replace(ReplaceRecords replace, HashSet<InstanceKey> changed)
    {
        var copy = new Dictionary<InstanceKey, ServiceRecord>();
        foreach (var (key, part) in replace.Parts)
        {
            var record = copy.GetValueOrDefault(key) ?? new ServiceRecord { Key = key };
            copy[key] = RecordMerge.Apply(record, part with { Position = RenumberBaseline(part.Position) });
        }

        var beyond = Records.All
            .SelectMany(record => record.Parts().Select(part => new PartChange(record.Key, part)))
            .Where(existing => existing.Part.Position.Origin != OriginId.Baseline
                && !replace.Vector.Covers(existing.Part.Position) && !replace.Facts.Compacted.Covers(existing.Part.Position))
            .OrderBy(existing => !existing.Part.IsHead)
            .ToLookup(existing => existing.Key, existing => existing.Part);

        foreach (var part in replace.Parts)
            Clock.Observe(part.Part.Stamp.Time);

        // Key by key: a reader must not miss, even for a moment, what only this node has.
        foreach (var key in Records.All.Select(record => record.Key).Concat(copy.Keys).Distinct().ToArray())
        {
            var record = WithNewPositions(key, copy.GetValueOrDefault(key), beyond[key]);
            if (record is null)
                Records.TryReplace(key, Records.Get(key), null);
            else
                Store(Records.Get(key), record);
            changed.Add(key);
        }

        Volatile.Write(ref _compacted, replace.Facts.Compacted);
        Records.ResetVector(replace.Vector);
    }

    /// <summary>
    /// Adds to a record of a copy the parts that the source of the copy had not seen. They get new positions, so that they reach the
    /// other nodes again.
    /// </summary>
    private ServiceRecord? WithNewPositions(InstanceKey key, ServiceRecord? copied, IEnumerable<RecordPart> beyond)
    {
        var (record, position) = (copied, Records.NextPosition());
        foreach (var part in beyond)
        {
            if ((!part.IsHead && record?.Head?.Generation != part.Generation) || (record is not null && Contains(record, part)))
                continue;
            var before = record ?? new ServiceRecord { Key = key };
            var after = RecordMerge.Apply(before, part with { Position = position });
            if (ReferenceEquals(before, after))
                continue;
            (record, position) = (after, position with { Sequence = position.Sequence + 1 });
        }

        return record;
    }

    private static bool Contains(ServiceRecord record, RecordPart part) =>
        record.Parts().Any(own => own.Rank == part.Rank);

    private void Sweep(SweepRecords sweep, HashSet<InstanceKey> changed)
    {
        Records.AtOnce(() =>
        {
            var leaving = new HashSet<ServiceRecord>(ReferenceEqualityComparer.Instance);
            while (_compared.TryPeek(out var oldest, out _) && oldest.Stamp.Time < sweep.DigestsFrom)
            {
                var (key, stamp) = _compared.Dequeue();
                if (FindTombstone(key, stamp) is { } record)
                    leaving.Add(record);
            }

            _digests.LeaveOut(sweep.DigestsFrom, leaving);
            return 0;
        });
        DropTombstones(sweep, changed);
        foreach (var (origin, last) in sweep.Compact.Entries)
        {
            Volatile.Write(ref _compacted, _compacted.Including(new Position(origin, last)));
            foreach (var key in Records.KeysOf(origin))
            {
                var record = Records.Get(key);
                Records.TryReplace(key, record, record!.Reposition(
                    position => position.Origin == origin ? new Position(OriginId.Baseline, ++_baselineSequence) : position));
            }

            Records.ForgetOrigin(origin);
        }

        if (sweep.Facts is { } facts)
            Volatile.Write(ref _compacted, facts.Compacted);
    }

    private void DropTombstones(SweepRecords sweep, HashSet<InstanceKey> changed)
    {
        var unstable = new List<(InstanceKey Key, Stamp Stamp)>();
        while (_tombstones.TryPeek(out var oldest, out _) && oldest.Stamp.Time < sweep.DropBefore)
        {
            _tombstones.Dequeue();
            if (FindTombstone(oldest.Key, oldest.Stamp) is not { } existing)
                continue;
            var position = existing.Head!.Position;
            if (position.Origin != OriginId.Baseline && !sweep.Stable.Covers(position) && !_compacted.Covers(position))
                unstable.Add(oldest);
            else if (Records.TryReplace(oldest.Key, existing, null))
                changed.Add(oldest.Key);
        }

        foreach (var entry in unstable)
            _tombstones.Enqueue(entry, entry.Stamp);
    }

    private ServiceRecord? FindTombstone(InstanceKey key, Stamp stamp) =>
        Records.Get(key) is { Head: Tombstone tombstone } record && tombstone.Stamp == stamp ? record : null;
}
