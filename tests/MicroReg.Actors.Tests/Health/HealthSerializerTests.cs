using System.Collections.Immutable;
using System.Runtime.Serialization;
using MicroReg.Actors.Health.Wire;
using MicroReg.Actors.Tests.Replication.Wire;
using MicroReg.Domain.Health;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.Health;

/// <summary>The bytes are kept in golden; they are written as those of replication are.</summary>
public sealed class HealthSerializerTests
{
    private const string Node = "0123456789abcdef";
    private static readonly HealthSerializer Serializer = new(null!);
    private static readonly InstanceKey Key = new("orders", "127.0.0.1", 8080);

    private static readonly HealthMessage[] Samples =
    [
        new HeartbeatsForwarded(Node, [new HeartbeatAge(Key, 250), new HeartbeatAge(new InstanceKey("Ö", "[::1]", 1), 0)]),
        new HeartbeatsRequested(Node, 7, [Key]),
        new HeartbeatsReported(Node, 7, [new HeartbeatAge(Key, 90_000)]),
        new ProbeRequested(Node, 8, Key),
        new ProbeReported(Node, 8, ProbeOutcome.Bad),
        new SelfPreservationReleased(Node),
    ];

    /// <summary>A question that another node passes on, and its answer; heartbeats that were read late.</summary>
    private static readonly HealthMessage[] PassedOn =
    [
        new HeartbeatsForwarded(Node, [new HeartbeatAge(Key, 250)]) { IsLate = true },
        new HeartbeatsRequested(Node, 7, [Key]) { Beyond = ["fedcba9876543210", Node] },
        new HeartbeatsRequested(Node, 7, [Key]) { Via = "fedcba9876543210" },
        new HeartbeatsReported(Node, 7, []) { PassedOn = ["fedcba9876543210"] },
        new HeartbeatsReported(Node, 7, [new HeartbeatAge(Key, 1)]) { To = "fedcba9876543210" },
    ];

    public static TheoryData<string> Names => [.. Samples.Select(sample => sample.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_written_as_the_kept_bytes_and_read_from_them(string name)
    {
        var message = Samples.Single(sample => sample.GetType().Name == name);
        var path = Path.Combine(GoldenFiles.Root, "tests", "MicroReg.Actors.Tests", "Health", "golden", $"{name}.hex");
        if (Environment.GetEnvironmentVariable(GoldenFiles.Switch) == "write")
            GoldenFiles.WriteHex(path, Serializer.ToBinary(message));

        Assert.Equal(GoldenFiles.ReadHex(path), Serializer.ToBinary(message));
        AssertSame(message, Serializer.FromBinary(GoldenFiles.ReadHex(path), Serializer.Manifest(message)));
    }

    [Fact]
    public void Messages_with_later_fields_are_read_as_they_were_written() =>
        Assert.All(
            PassedOn, message => AssertSame(message, Serializer.FromBinary(Serializer.ToBinary(message), Serializer.Manifest(message))));

    [Fact]
    public void Bytes_that_are_not_a_health_message_are_refused()
    {
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([], "X1"));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([0xff], "F1"));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([], "F1"));
        Assert.Throws<SerializationException>(() => Serializer.Manifest("text"));
        Assert.Throws<SerializationException>(() => Serializer.ToBinary("text"));
    }

    [Fact]
    public void A_message_with_an_illegal_field_is_refused_by_its_own_name() =>
        Assert.Equal(
            "A message of health with the manifest 'F1' is refused: sender must have 1 to 1000 characters.",
            Assert.Throws<SerializationException>(() => Serializer.FromBinary([], "F1")).Message);

    [Fact]
    public void However_many_and_long_the_keys_are_each_message_fits_into_a_frame()
    {
        HeartbeatAge[] heartbeats = [.. Enumerable.Range(1, 3000)
            .Select(port => new HeartbeatAge(new InstanceKey(new string('語', port % 255 + 1), $"host-{port}.example", port), 86_400_000))];
        var frames = HealthFrames.Of(heartbeats, heartbeat => heartbeat.Key).ToList();
        Assert.Equal(heartbeats, frames.SelectMany(frame => frame));
        Assert.All(frames, frame => Assert.InRange(Serializer.ToBinary(new HeartbeatsForwarded(Node, frame)).Length, 1, 100_000));
    }

    private static void AssertSame(HealthMessage expected, object actual)
    {
        switch (expected, actual)
        {
            case (HeartbeatsForwarded one, HeartbeatsForwarded other): AssertSame(one.Heartbeats, other.Heartbeats); break;
            case (HeartbeatsReported one, HeartbeatsReported other):
                AssertSame(one.Heartbeats, other.Heartbeats);
                AssertSame(one.PassedOn, other.PassedOn);
                Assert.Equal((one.Question, one.To), (other.Question, other.To));
                break;
            case (HeartbeatsRequested one, HeartbeatsRequested other):
                AssertSame(one.Keys, other.Keys);
                AssertSame(one.Beyond, other.Beyond);
                Assert.Equal((one.Question, one.Via), (other.Question, other.Via));
                break;
            default: Assert.Equal(expected, actual); break;
        }

        Assert.Equal(Node, ((HealthMessage)actual).From);
    }

    private static void AssertSame<T>(ImmutableArray<T> expected, ImmutableArray<T> actual) =>
        Assert.Equal(expected.AsEnumerable(), actual);
}
