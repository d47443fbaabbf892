using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>
/// Merges into the records what other nodes have written. It keeps the invariant of replication, which <see cref="RecordMerge"/> states:
/// for every change that the vector covers, the database dominates the change, or a living part that dominates it lies beyond the vector.
/// It belongs to the single writer.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="clock">Observes every stamp that is merged.</param>
/// <param name="texts">Lets records share texts.</param>
/// <param name="compacted">The origins that have left the vectors.</param>
/// <param name="labels">Knows which instances began a new generation only for the sake of their label.</param>
/// <param name="overtaken">Is told which writes of this run are superseded.</param>
internal sealed class ForeignParts(
    FollowedMicroDb<InstanceKey, ServiceRecord> records, HybridClock clock, StringPool texts, CompactedOrigins compacted,
        InstanceLabels labels, OvertakenWrites overtaken)
{
    /// <summary>
    /// Stores a record that was made elsewhere. The database and its change log keep the key that they are given, so it is the
    /// record's own: any other one of the same text would stay in memory beside it.
    /// </summary>
    public void Store(ServiceRecord? existing, ServiceRecord record)
    {
        var shared = texts.Share(record);
        records.TryReplace(shared.Key, existing, shared);
    }

    /// <summary>Merges what this database has not seen.</summary>
    public void Merge(MergeParts merge, HashSet<InstanceKey> changed)
    {
        var seen = records.Vector;
        foreach (var (key, part) in merge.Parts)
            if (part.Position.Origin == OriginId.Baseline || !(seen.Covers(part.Position) || compacted.Covers(part.Position)))
                Join(key, part, changed);
        records.AdvanceTo(merge.To);
    }

    /// <summary>Merges parts that a comparison found missing, under positions of this node.</summary>
    /// <returns>How many were missing.</returns>
    public int Restore(RestoreParts restore, HashSet<InstanceKey> changed) =>
        restore.Parts.Count(part => Join(part.Key, part.Part with { Position = records.NextPosition() }, changed));

    /// <summary>Replaces all records by a complete copy.</summary>
    public void Replace(ReplaceRecords replace, HashSet<InstanceKey> changed)
    {
        var copy = new Dictionary<InstanceKey, ServiceRecord>();
        foreach (var (key, part) in replace.Parts)
        {
            var record = copy.GetValueOrDefault(key) ?? new ServiceRecord { Key = key };
            copy[key] = RecordMerge.Apply(record, part with { Position = compacted.Renumber(part.Position) });
        }

        var beyond = records.All
            .SelectMany(record => record.Parts().Select(part => new PartChange(record.Key, part)))
            .Where(existing => existing.Part.Position.Origin != OriginId.Baseline
                && !replace.Vector.Covers(existing.Part.Position) && !replace.Facts.Compacted.Covers(existing.Part.Position))
            .OrderBy(existing => !existing.Part.IsHead)
            .ToLookup(existing => existing.Key, existing => existing.Part);

        foreach (var part in replace.Parts)
            clock.Observe(part.Part.Stamp.Time);

        // Key by key: a reader must not miss, even for a moment, what only this node has.
        foreach (var key in records.All.Select(record => record.Key).Concat(copy.Keys).Distinct().ToArray())
        {
            var record = WithNewPositions(key, copy.GetValueOrDefault(key), beyond[key]);
            if (record is null)
                records.TryReplace(key, records.Get(key), null);
            else
                Store(records.Get(key), record);
            changed.Add(key);
        }

        compacted.Set(replace.Facts.Compacted);
        records.ResetVector(replace.Vector);
    }

    /// <summary>Merges a part; false if it changes nothing.</summary>
    private bool Join(InstanceKey key, RecordPart part, HashSet<InstanceKey> changed)
    {
        clock.Observe(part.Stamp.Time);
        if (labels.ForNewGeneration(key, part) is { } renewed)
            part = renewed with { Position = records.NextPosition() };
        var existing = records.Get(key);
        if (existing is not null && Contains(existing, part))
            return false;
        var before = existing ?? new ServiceRecord { Key = key };
        var after = RecordMerge.Apply(before, part with { Position = compacted.Renumber(part.Position) });
        if (ReferenceEquals(before, after))
            return false;
        overtaken.Note(records.Origin, before, after, part.Position);
        Store(existing, after);
        changed.Add(key);
        return true;
    }

    /// <summary>
    /// Adds to a record of a copy the parts that the source of the copy had not seen. They get new positions, so that they reach the
    /// other nodes again.
    /// </summary>
    private ServiceRecord? WithNewPositions(InstanceKey key, ServiceRecord? copied, IEnumerable<RecordPart> beyond)
    {
        var (record, position) = (copied, records.NextPosition());
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
}
