using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.MicroBenchmarks;

/// <summary>Instances of about 260 bytes, ten to a service, as the load benchmarks register them.</summary>
internal static class SampleRecords
{
    public const int InstancesPerService = 10;

    private const long FirstMillisecond = 1_767_225_600_123;
    private static readonly OriginId Origin = new(0xa1);

    public static string Service(int number) => $"stored-service-{number / InstancesPerService:D6}";

    public static InstanceKey Key(int number) => new(Service(number), "127.0.0.1", 20_000 + (number % InstancesPerService));

    public static InstanceAttributes Attributes(int number) => new()
    {
        TtlSeconds = 86_400,
        Metadata = Metadata.From(
            [new("version", "2.14.3"), new("instance", $"i-{number:D12}"), new("protocol", "http/1.1"), new("path", "/api/v2/orders")]),
        Tags = ["blue", "public"],
        Zone = "zone-1",
        Weight = 10,
    };

    public static Registration Registration(int number) =>
        new(StampAt(number), new Position(Origin, number + 1), 1_000_000 + number, StampAt(number), Attributes(number));

    public static Reported Report(int number) =>
        new(StampAt(number), StampAt(number + 1), new Position(Origin, number + 2), ServiceStatus.Stopped);

    public static ServiceRecord Living(int number) => new() { Key = Key(number), Head = Registration(number) };

    private static Stamp StampAt(int millisecond) => new(new HybridTime((FirstMillisecond + millisecond) << 16), Origin);
}
