using MicroReg.Domain.Records;

namespace MicroReg.Domain.Replication;

/// <summary>What comparisons look at: which part, of which generation, with which stamp. Positions differ from node to node.</summary>
internal static class PartOutlines
{
    public static PartKind KindOf(RecordPart part) => part switch
    {
        Registration => PartKind.Registration,
        Tombstone => PartKind.Tombstone,
        Reported => PartKind.Reported,
        HealthVerdict => PartKind.Health,
        Subscription => PartKind.Subscription,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Not a part of a record."),
    };

    public static PartOutline Of(InstanceKey key, RecordPart part) =>
        new(key, KindOf(part), part.Generation, part.Stamp, part.Position);

    public static ulong Hash(ulong keyHash, RecordPart part)
    {
        var hash = keyHash + (ulong)KindOf(part) + 1;
        hash = KeyHash.Mix(hash ^ (ulong)part.Generation.Time.Value);
        hash = KeyHash.Mix(hash ^ part.Generation.Origin.Value);
        hash = KeyHash.Mix(hash ^ (ulong)part.Stamp.Time.Value);
        return KeyHash.Mix(hash ^ part.Stamp.Origin.Value);
    }
}
