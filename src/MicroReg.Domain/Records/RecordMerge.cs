namespace MicroReg.Domain.Records;

/// <summary>
/// The only rule by which replicas agree. A record is the join of the parts that its holder has seen:
/// <list type="bullet">
/// <item>the head is the registration, subscription or tombstone of the greatest generation; within a generation a tombstone wins, then the greater stamp;</item>
/// <item>parts of an older generation than the head's, or of one that a tombstone ended, are dropped for good;</item>
/// <item>of each other kind the greater stamp wins, at equal stamps the greater position;</item>
/// <item>parts of a newer generation wait, one of each kind per generation.</item>
/// </list>
/// A head only ever grows, and what it drops stays dropped under every greater head. So the join is commutative,
/// associative and idempotent, and a late status of an unregistered generation never brings an instance back.
/// </summary>
public static class RecordMerge
{
    /// <summary>The record of a holder that has seen what both holders have seen.</summary>
    public static ServiceRecord Merge(ServiceRecord left, ServiceRecord right) =>
        right.Parts().Aggregate(left, Apply);

    /// <summary>The record of a holder that also sees this part; the same record if the part changes nothing.</summary>
    public static ServiceRecord Apply(ServiceRecord record, RecordPart part) =>
        part.IsHead ? ApplyHead(record, part) : ApplyBody(record, part);

    private static ServiceRecord ApplyHead(ServiceRecord record, RecordPart head)
    {
        if (record.Head is { } existing && !Supersedes(head, existing))
            return record;
        var bare = new ServiceRecord { Key = record.Key, Head = head };
        return record.Parts().Where(part => part is Reported or HealthVerdict).Aggregate(bare, ApplyBody);
    }

    private static bool Supersedes(RecordPart challenger, RecordPart existing)
    {
        var byGeneration = challenger.Generation.CompareTo(existing.Generation);
        if (byGeneration != 0)
            return byGeneration > 0;
        if (challenger is Tombstone != existing is Tombstone)
            return challenger is Tombstone;
        return IsLater(challenger, existing);
    }

    /// <summary>A registration and a subscription never share a key; the last comparison keeps the order total all the same.</summary>
    private static bool IsLater(RecordPart challenger, RecordPart existing)
    {
        var byStamp = challenger.Stamp.CompareTo(existing.Stamp);
        if (byStamp != 0)
            return byStamp > 0;
        return challenger.Position != existing.Position ? challenger.Position > existing.Position : challenger is Registration && existing is Subscription;
    }

    private static ServiceRecord ApplyBody(ServiceRecord record, RecordPart part)
    {
        var byGeneration = record.Head is { } head ? part.Generation.CompareTo(head.Generation) : 1;
        if (byGeneration > 0)
            return Hold(record, part);
        if (byGeneration < 0 || record.Head is Tombstone)
            return record;
        return part switch
        {
            Reported reported when record.Reported is not { } existing || IsLater(reported, existing) => record with { Reported = reported },
            HealthVerdict health when record.Health is not { } existing || IsLater(health, existing) => record with { Health = health },
            _ => record,
        };
    }

    private static ServiceRecord Hold(ServiceRecord record, RecordPart part)
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

    /// <summary>Waiting parts stand in the order of their generation, reported before health, so that equal sets are equal arrays.</summary>
    private static int Order(RecordPart left, RecordPart right)
    {
        var byGeneration = left.Generation.CompareTo(right.Generation);
        return byGeneration != 0 ? byGeneration : (left is HealthVerdict).CompareTo(right is HealthVerdict);
    }
}
