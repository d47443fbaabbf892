namespace MicroReg.Domain.Records;

/// <summary>
/// The merge rule: the only rule by which replicas agree. A record is the join of the parts that its node has seen:
/// <list type="bullet">
/// <item>the head is the registration, subscription or tombstone of the greatest generation; within a generation a tombstone wins,
/// then the greater stamp;</item>
/// <item>parts of an older generation than the head's, or of one that a tombstone ended, are dropped for good;</item>
/// <item>among other parts of one kind the greater stamp wins; if the stamps are equal, the greater position;</item>
/// <item>parts of a newer generation than the head's are kept as early parts, one of each kind per generation.</item>
/// </list>
/// A head is only ever replaced by a greater one, and a greater head drops whatever the former one dropped. So the join is commutative,
/// associative and idempotent. A late status of a generation that was unregistered never brings an instance back.
/// <para>
/// A record <em>dominates</em> a part if the part would change nothing in it. The invariant of replication is defined by this term: for
/// every change that a node's vector covers, the node's record dominates the change, or a living part that dominates it lies beyond the
/// vector. So nothing that a vector covers needs to be sent again, and a change that was superseded on its way leaves no gap.
/// </para>
/// </summary>
internal static class RecordMerge
{
    /// <summary>The record of a node that has seen everything that went into either record.</summary>
    public static ServiceRecord Merge(ServiceRecord left, ServiceRecord right) =>
        right.Parts().Aggregate(left, Apply);

    /// <summary>The record with this part merged into it; the same object if the part changes nothing.</summary>
    public static ServiceRecord Apply(ServiceRecord record, RecordPart part)
    {
        if (record.Head is { } head && Outranks(head.Rank, part.Rank))
            return record;
        if (part.IsHead)
            return ApplyHead(record, part);
        return record.Head?.Generation == part.Generation ? ApplyBody(record, part) : Wait(record, part);
    }

    /// <summary>
    /// True if a record that contains one part has no use for another, whatever else it contains. A record dominates a part if one of its
    /// own parts outranks it, or is the same part at the same or a greater position.
    /// </summary>
    /// <param name="existing">The part that the record contains.</param>
    /// <param name="other">The other part of the same record.</param>
    public static bool Outranks(PartRank existing, PartRank other) => (existing.IsHead, other.IsHead) switch
    {
        (true, true) => Compare(existing, other) > 0,
        (true, false) => existing.Generation > other.Generation
            || (existing.Generation == other.Generation && existing.Kind == PartKind.Tombstone),
        (false, true) => false,
        (false, false) => existing.Kind == other.Kind && existing.Generation == other.Generation && Compare(existing, other) > 0,
    };

    /// <summary>The order among heads, and among other parts of one kind and generation.</summary>
    private static int Compare(PartRank left, PartRank right)
    {
        var byGeneration = left.Generation.CompareTo(right.Generation);
        if (byGeneration != 0)
            return byGeneration;
        var byEnd = (left.Kind == PartKind.Tombstone).CompareTo(right.Kind == PartKind.Tombstone);
        return byEnd != 0 ? byEnd : left.Stamp.CompareTo(right.Stamp);
    }

    /// <summary>A registration and a subscription never share a key. The last comparison only makes the order total.</summary>
    private static bool IsLater(RecordPart challenger, RecordPart existing)
    {
        var byRank = Compare(challenger.Rank, existing.Rank);
        if (byRank != 0)
            return byRank > 0;
        return challenger.Position != existing.Position
            ? challenger.Position > existing.Position
            : challenger is Registration && existing is Subscription;
    }

    private static ServiceRecord ApplyHead(ServiceRecord record, RecordPart head)
    {
        if (record.Head is { } existing && !IsLater(head, existing))
            return record;
        var bare = new ServiceRecord { Key = record.Key, Head = head };
        return record.Parts().Where(part => !part.IsHead).Aggregate(bare, Apply);
    }

    private static ServiceRecord ApplyBody(ServiceRecord record, RecordPart part) => part switch
    {
        Reported reported when record.Reported is not { } existing || IsLater(reported, existing) => record with { Reported = reported },
        HealthVerdict health when record.Health is not { } existing || IsLater(health, existing) => record with { Health = health },
        _ => record,
    };

    private static ServiceRecord Wait(ServiceRecord record, RecordPart part)
    {
        var index = 0;
        while (index < record.EarlyParts.Length && Order(record.EarlyParts[index], part) < 0)
            index++;
        if (index == record.EarlyParts.Length || Order(record.EarlyParts[index], part) != 0)
            return record with { EarlyParts = record.EarlyParts.Insert(index, part) };
        return IsLater(part, record.EarlyParts[index])
            ? record with { EarlyParts = record.EarlyParts.SetItem(index, part) }
            : record;
    }

    /// <summary>Sorts early parts by generation, reported before health, so that equal sets are equal arrays.</summary>
    private static int Order(RecordPart left, RecordPart right)
    {
        var byGeneration = left.Generation.CompareTo(right.Generation);
        return byGeneration != 0 ? byGeneration : (left is HealthVerdict).CompareTo(right is HealthVerdict);
    }
}
