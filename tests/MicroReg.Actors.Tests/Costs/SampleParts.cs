using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Costs;

/// <summary>Parts of instances of about 260 bytes, as the benchmarks register them.</summary>
internal static class SampleParts
{
    private const long Time = 1_767_225_600_123;
    private static readonly OriginId Here = new(0xa1);

    public static InstanceKey Key(int i) => new($"stored-service-{i / 10:D6}", "127.0.0.1", 20_000 + (i % 10));

    public static RecordPart Registration(int i) =>
        new Registration(At(i), new Position(Here, i + 1), 1_000_000 + i, At(i), new InstanceAttributes
        {
            TtlSeconds = 86_400,
            Metadata = Metadata.From(
                [new("version", "2.14.3"), new("instance", $"i-{i:D12}"), new("protocol", "http/1.1"), new("path", "/api/v2/orders")]),
            Tags = ["blue", "public"],
            Zone = "zone-1",
            Weight = 10,
        });

    public static RecordPart Report(int i) => new Reported(At(i), At(i + 1_000), new Position(Here, i + 1), ServiceStatus.Stopped);

    private static Stamp At(int i) => new(new HybridTime((Time + i) << 16), Here);
}
