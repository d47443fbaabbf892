using CsCheck;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Records;

/// <summary>
/// Generates parts that collide on purpose: few stamps, few generations, few positions. As in the registry, two parts with the same stamp
/// and position are the same part, so their content is derived from these.
/// </summary>
internal static class PartGens
{
    public static readonly InstanceKey Key = new("orders", "10.0.0.7", 8080);

    public static readonly Gen<Stamp> Stamp =
        Gen.Select(Gen.Long[1, 3], Gen.ULong[1, 2], (time, origin) => new Stamp(new(time), new(origin)));

    private static readonly Gen<Position> Position =
        Gen.Select(Gen.ULong[1, 2], Gen.Long[1, 3], (origin, sequence) => new Position(new(origin), sequence));

    public static readonly Gen<RecordPart> Part = Gen.Select(Gen.Int[0, 4], Stamp, Stamp, Position, Of);

    public static readonly Gen<RecordPart[]> Parts = Part.Array[0, 9];

    public static ServiceRecord Join(IEnumerable<RecordPart> parts) =>
        parts.Aggregate(new ServiceRecord { Key = Key }, RecordMerge.Apply);

    private static RecordPart Of(int kind, Stamp generation, Stamp stamp, Position position) => kind switch
    {
        0 => new Registration(generation, position, (int)position.Sequence, generation, InstanceAttributes.Default),
        1 => new Tombstone(generation, stamp, position),
        2 => new Reported(generation, stamp, position, (ServiceStatus)(position.Sequence % 3)),
        3 => new Subscription(generation, stamp, position, TermsOf(position), position.Sequence, $"{position.Sequence}"),
        _ => new HealthVerdict(generation, stamp, position, (InstanceHealth)(position.Sequence % 3)),
    };

    private static SubscriptionTerms TermsOf(Position position) => new()
    {
        Url = $"http://127.0.0.1:{position.Sequence}/",
        Services = position.Origin.Value == 1 ? [] : ["a", "ä"],
        Prefix = "o",
        Tag = position.Sequence == 1 ? "x" : null,
        Zone = position.Sequence == 2 ? "z" : null,
        TtlSeconds = 60,
    };
}
