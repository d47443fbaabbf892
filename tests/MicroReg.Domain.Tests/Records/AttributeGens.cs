using CsCheck;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Records;

/// <summary>Generates attributes, from empty to full.</summary>
internal static class AttributeGens
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 8], Gen.Const("ä€😀\"\\<&\n"));

    private static readonly Gen<HealthCheck> Check = Gen.Select(
        Gen.Int[0, 2],
        Gen.Int[1, 3600],
        Text,
        (kind, interval, host) =>
            new HealthCheck((HealthCheckKind)kind, interval, Path: "/" + host, HostHeader: host.Length == 0 ? null : host));

    public static readonly Gen<InstanceAttributes> Attributes = Gen.Select(
        Gen.Select(Gen.Int[-1, 3], Gen.Select(Text, Text).Array[0, 4], Text.Array[0, 3]),
        Gen.Select(Text.Null(), Gen.Int[0, 1000], Gen.Int[1, 86_400].Nullable(), Check.Null(), Gen.Int[1, 9].Nullable()),
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
