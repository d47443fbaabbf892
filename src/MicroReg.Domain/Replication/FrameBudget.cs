using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>Fills a frame with the parts that changes point to, until it is full. At least one part always fits.</summary>
/// <param name="bytes">The size of a frame.</param>
/// <param name="sizeOf">The greatest number of bytes that a part can take in a frame.</param>
internal sealed class FrameBudget(int bytes, Func<PartChange, int> sizeOf)
{
    private int _left = bytes;

    public bool Take(Position position, InstanceKey key, ServiceRecord record, ImmutableArray<PartChange>.Builder parts)
    {
        var change = new PartChange(key, PartAt(position, record));
        var size = sizeOf(change);
        if (parts.Count > 0 && size > _left)
            return false;
        _left -= size;
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
