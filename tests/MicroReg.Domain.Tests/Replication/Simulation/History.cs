using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>The omniscient observer's memory: every change that was ever given a position, wherever it is now.</summary>
internal sealed class History
{
    private readonly Dictionary<Position, WrittenPart> _changes = [];

    public IReadOnlyDictionary<Position, WrittenPart> Changes => _changes;

    /// <summary>Every tombstone that was ever written, by the generation that it ended.</summary>
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

    /// <summary>True if whoever holds a record has nothing to learn from a part, or could have dropped the tombstone that ended it.</summary>
    public bool IsDominated(WrittenPart written, ServiceRecord? existing, bool tombstonesMayBeGone)
    {
        if (existing is not null && Dominates(existing, written.Part))
            return true;
        return tombstonesMayBeGone && Ended.GetValueOrDefault(written.Key) is var ended && ended.CompareTo(written.Part.Generation) >= 0;
    }

    public static bool Dominates(ServiceRecord existing, RecordPart part) =>
        ReferenceEquals(existing, RecordMerge.Apply(existing, part with { Position = default }));
}
