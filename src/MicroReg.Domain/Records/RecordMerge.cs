namespace MicroReg.Domain.Records;

/// <summary>
/// The only rule by which replicas agree, in the only place where it stands. A record is the join of the parts that its holder
/// has seen:
/// <list type="bullet">
/// <item>the head is the registration, subscription or tombstone of the greatest generation; within a generation a tombstone wins,
/// then the greater stamp;</item>
/// <item>parts of an older generation than the head's, or of one that a tombstone ended, are dropped for good;</item>
/// <item>of each other kind the greater stamp wins, at equal stamps the greater position;</item>
/// <item>parts of a newer generation wait, one of each kind per generation.</item>
/// </list>
/// A head only ever grows, and what it drops stays dropped under every greater head. So the join is commutative,
/// associative and idempotent, and a late status of an unregistered generation never brings an instance back.
/// <para>
/// A record <em>dominates</em> a part if the part changes nothing in it. On this word rests the invariant of replication: for every
/// change within a holder's vector, the holder dominates it, or a living part that dominates it lies beyond the vector. So
/// "everything up to my vector" needs no resending, and a change that was superseded on its way is no gap.
/// </para>
/// </summary>
internal static class RecordMerge
{
    /// <summary>The record of a holder that has seen what both holders have seen.</summary>
    public static ServiceRecord Merge(ServiceRecord left, ServiceRecord right) =>
        right.Parts().Aggregate(left, Apply);

    /// <summary>The record of a holder that also sees this part; the same record if the part changes nothing.</summary>
    public static ServiceRecord Apply(ServiceRecord record, RecordPart part)
    {
        if (record.Head is { } head && Outranks(head.Rank, part.Rank))
            return record;
        if (part.IsHead)
            return ApplyHead(record, part);
        return record.Head?.Generation == part.Generation ? ApplyBody(record, part) : Wait(record, part);
    }

    /// <summary>
    /// True if whoever holds one part of a record has no use for another, whatever else it holds. A record dominates a part if one of
    /// its own outranks it, or is the same part at the same or a greater position.
    /// </summary>
    /// <param name="existing">What is held.</param>
    /// <param name="other">The other part of the same record.</param>
    public static bool Outranks(PartRank existing, PartRank other) => (existing.IsHead, other.IsHead) switch
    {
        (true, true) => Compare(existing, other) > 0,
        (true, false) => existing.Generation > other.Generation
            || (existing.Generation == other.Generation && existing.Kind == PartKind.Tombstone),
        (false, true) => false,
        (false, false) => existing.Kind == other.Kind && existing.Generation == other.Generation && Compare(existing, other) > 0,
    };

    /// <summary>The order of heads, and of other parts of one kind and generation.</summary>
    private static int Compare(PartRank left, PartRank right)
    {
        var byGeneration = left.Generation.CompareTo(right.Generation);
        if (byGeneration != 0)
            return byGeneration;
        var byEnd = (left.Kind == PartKind.Tombstone).CompareTo(right.Kind == PartKind.Tombstone);
        return byEnd != 0 ? byEnd : left.Stamp.CompareTo(right.Stamp);
    }

    /// <summary>A registration and a subscription never share a key; the last comparison keeps the order total all the same.</summary>
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

    /// <summary>Early parts stand in the order of their generation, reported before health: so equal sets are equal arrays.</summary>
    private static int Order(RecordPart left, RecordPart right)
    {
        var byGeneration = left.Generation.CompareTo(right.Generation);
        return byGeneration != 0 ? byGeneration : (left is HealthVerdict).CompareTo(right is HealthVerdict);
    }
}
