using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>The memory of an omniscient observer: every change that ever got a position.</summary>
internal sealed class History
{
    private readonly Dictionary<Position, WrittenPart> _changes = [];

    public IReadOnlyDictionary<Position, WrittenPart> Changes => _changes;

    /// <summary>All tombstones that were ever written, by the generation that they ended.</summary>
    public Dictionary<InstanceKey, Stamp> Ended { get; } = [];

    public void Record(OriginId origin, InstanceKey key, ServiceRecord? after)
    {
        foreach (var part in after?.Parts() ?? [])
        {
            if (part.Position.Origin != origin || !_changes.TryAdd(part.Position, new WrittenPart(key, part)))
                continue;
            if (part is Tombstone tombstone && tombstone.Ended > Ended.GetValueOrDefault(key))
                Ended[key] = tombstone.Ended;
        }
    }

    public static WrittenPart LastOf(OriginId origin, ServiceRecord record) =>
        new(record.Key, record.Parts().Where(part => part.Position.Origin == origin).MaxBy(part => part.Position.Sequence)!);

    /// <summary>True if a record dominates a part, or if the tombstone that ended the part may have been dropped already.</summary>
    public bool IsDominated(WrittenPart written, ServiceRecord? existing, bool tombstonesMayBeGone)
    {
        if (existing is not null && Dominates(existing, written.Part))
            return true;
        return tombstonesMayBeGone && Ended.GetValueOrDefault(written.Key) is var ended && ended.CompareTo(written.Part.Generation) >= 0;
    }

    public static bool Dominates(ServiceRecord existing, RecordPart part) =>
        ReferenceEquals(existing, RecordMerge.Apply(existing, part with { Position = default }));
}
