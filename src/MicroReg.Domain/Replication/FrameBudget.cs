using System.Collections.Immutable;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>Fills a frame with the parts that changes point to, until it is full. At least one always fits.</summary>
internal sealed class FrameBudget(int bytes)
{
    private int _left = bytes;

    public bool Take(Position position, InstanceKey key, ServiceRecord record, ImmutableArray<PartChange>.Builder parts)
    {
        var change = new PartChange(key, PartAt(position, record));
        if (parts.Count > 0 && change.EstimatedBytes > _left)
            return false;
        _left -= change.EstimatedBytes;
        parts.Add(change);
        return true;
    }

    private static RecordPart PartAt(Position position, ServiceRecord record)
    {
        if (record.Head?.Position == position)
            return record.Head;
        if (record.Reported?.Position == position)
            return record.Reported;
        return record.Health?.Position == position ? record.Health : record.EarlyParts.First(part => part.Position == position);
    }
}
