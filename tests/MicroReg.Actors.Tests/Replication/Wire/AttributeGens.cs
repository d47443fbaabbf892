using CsCheck;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>Attributes from empty to full.</summary>
internal static class AttributeGens
{
    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 0, 8], Gen.Const("ä€😀\"\\<&\n"), Gen.Const(new string('€', 200)));

    public static readonly Gen<string> Name = Text.Select(text => text.Length == 0 ? "n" : text);

    private static readonly Gen<HealthCheck> Check = Gen.Select(
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 3600], Gen.Int[1, 60]),
        Gen.Select(Gen.Int[1, 100], Gen.Int[1, 100], Gen.Int[100, 599], Gen.Int[100, 599]),
        Gen.Select(Text, Text.Null()),
        (times, counts, texts) => new HealthCheck(
            (HealthCheckKind)times.Item1, times.Item2, times.Item3, counts.Item1, counts.Item2, "/" + texts.Item1, counts.Item3,
            counts.Item4, texts.Item2));

    public static readonly Gen<InstanceAttributes> Attributes = Gen.Select(
        Gen.Select(Gen.Int[-1, 3], Gen.Select(Text, Text).Array[0, 4], Text.Array[0, 3]),
        Gen.Select(Text.Null(), Gen.Int[0, 1000], Gen.Int[1, 86_400].Nullable(), Check.Null(), Gen.Int[1, 2_592_000].Nullable()),
        (first, second) => new InstanceAttributes
        {
            Status = (ServiceStatus)first.Item1,
            Metadata = Metadata.From(first.Item2.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))),
            Tags = [.. first.Item3],
            Zone = second.Item1,
            Weight = second.Item2,
            TtlSeconds = second.Item3,
            Check = second.Item4,
            DeregisterAfterSeconds = second.Item5,
        });
}
