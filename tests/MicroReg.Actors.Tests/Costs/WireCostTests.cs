using MicroReg.Actors.Health.Wire;
using MicroReg.Actors.Tests.Replication.Wire;
using MicroReg.Domain.Database;
using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;
using Xunit.Abstractions;

namespace MicroReg.Actors.Tests.Costs;

/// <summary>
/// What changes and signs of life cost between nodes: bytes sent to each of them, and bytes allocated for writing them. The
/// bounds are a quarter above what was seen.
/// </summary>
public sealed class WireCostTests(ITestOutputHelper output)
{
    private const int Many = 100;

    [Fact]
    public void A_registration_of_260_bytes_takes_little_more_on_its_way_to_another_node()
    {
        var parts = Changes(SampleParts.Registration);
        AssertWithin(BytesPerChange(parts), 285);
        AssertWithin(AllocatedPerChange(parts), 1_390);
    }

    [Fact]
    public void A_change_of_status_takes_its_key_its_stamps_and_little_else()
    {
        var parts = Changes(SampleParts.Report);
        AssertWithin(BytesPerChange(parts), 122);
        AssertWithin(AllocatedPerChange(parts), 512);
    }

    [Fact]
    public void A_sign_of_life_takes_its_key_and_little_else_on_its_way_to_its_owner()
    {
        var serializer = new HealthSerializer(null!);
        var heartbeats = new HeartbeatsForwarded(
            "0123456789abcdef", [.. Enumerable.Range(0, Many).Select(i => new HeartbeatAge(SampleParts.Key(i), 250))]);
        AssertWithin(serializer.ToBinary(heartbeats).Length / (double)Many, 57);
        AssertWithin(Allocated.PerCall(() => serializer.ToBinary(heartbeats)) / Many, 195);
    }

    private static PartChange[] Changes(Func<int, RecordPart> part) =>
        [.. Enumerable.Range(0, Many).Select(i => new PartChange(SampleParts.Key(i), part(i)))];

    private static double BytesPerChange(PartChange[] parts) =>
        Wire.Serializer.ToBinary(new Push(new OriginId(0xa1), 0, Many, [.. parts])).Length / (double)Many;

    // A new message each time: its bytes are kept with it.
    private static double AllocatedPerChange(PartChange[] parts) =>
        Allocated.PerCall(() => Wire.Serializer.ToBinary(new Push(new OriginId(0xa1), 0, Many, [.. parts]))) / Many;

    private void AssertWithin(double bytes, double most)
    {
        output.WriteLine($"{bytes:0.#} bytes");
        Assert.InRange(bytes, 0, most);
    }
}
