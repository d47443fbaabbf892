using System.Collections.Immutable;
using System.Runtime.Serialization;
using Google.Protobuf;
using MicroReg.Actors.Subscriptions.Watching;
using MicroReg.Actors.Tests.Replication.Wire;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;
using Proto = MicroReg.Actors.Subscriptions.Watching.V1;

namespace MicroReg.Actors.Tests.Subscriptions;

/// <summary>The bytes are kept in golden; they are written as those of replication are.</summary>
public sealed class WatchSerializerTests
{
    private static readonly WatchSerializer Serializer = new(null!);

    private static readonly OriginId Here = new(0x0123456789abcdef);

    private static readonly EventCursor Cursor = new(
        VersionVector.Empty.Including(new Position(Here, 41)), DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_123));

    private static readonly InstanceKey Key = new("orders", "10.0.0.7", 8080);

    private static readonly ServiceRecord Instance = new()
    {
        Key = Key,
        Head = new Registration(At(100), new Position(Here, 40), 5, At(90), new InstanceAttributes { Tags = ["blue"], Zone = "eu-1" }),
        Reported = new Reported(At(100), At(110), new Position(Here, 41), ServiceStatus.Draining),
    };

    public static TheoryData<string> Names => ["WatchStatus", "StatusPage", "StatusPageTaken", "UnwatchStatus"];

    private static readonly IWatchMessage[] Samples =
    [
        new WatchStatus(new EventFilter { Services = ["Ö", "orders"], Prefix = "o", Tag = "blue", Zone = "eu-1" }, Cursor),
        new StatusPage([Changed, Gone], Cursor, More: true, Reset: true),
        StatusPageTaken.Instance,
        UnwatchStatus.Instance,
    ];

    private static StatusEvent Changed => new(
        StatusEventKind.StatusChanged, Key, Instance, ServiceStatus.Running, EventVersion.Of(Instance), At(110).Time.ToDateTimeOffset());

    private static StatusEvent Gone => new(StatusEventKind.Unregistered, Key, null, null, "v~", At(120).Time.ToDateTimeOffset());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_written_as_the_kept_bytes_and_read_from_them(string name)
    {
        var message = Samples.Single(sample => sample.GetType().Name == name);
        var path = Path.Combine(GoldenFiles.Root, "tests", "MicroReg.Actors.Tests", "Subscriptions", "golden", $"{name}.hex");
        if (Environment.GetEnvironmentVariable(GoldenFiles.Switch) == "write")
            GoldenFiles.WriteHex(path, Serializer.ToBinary(message));

        Assert.Equal(GoldenFiles.ReadHex(path), Serializer.ToBinary(message));
        AssertSame(message, Serializer.FromBinary(GoldenFiles.ReadHex(path), Serializer.Manifest(message)));
    }

    [Fact]
    public void Bytes_that_are_not_a_watch_message_are_refused()
    {
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([], "X1"));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([0xff], "P1"));
        Assert.Throws<SerializationException>(() => Serializer.Manifest("text"));
        Assert.Throws<SerializationException>(() => Serializer.ToBinary("text"));
    }

    [Fact]
    public void A_message_with_an_illegal_field_is_refused_by_its_own_name() =>
        Assert.Equal(
            "A message of watching with the manifest 'W1' is refused: cursor is none.",
            Assert.Throws<SerializationException>(
                () => Serializer.FromBinary(new Proto.WatchStatus { Cursor = "?" }.ToByteArray(), "W1")).Message);

    [Fact]
    public void A_long_page_goes_to_another_node_in_pieces_of_which_the_last_moves_the_cursor()
    {
        ImmutableArray<StatusEvent> events = [.. Enumerable.Range(0, 1000).Select(_ => Changed)];
        var page = new FeedPage(events, Cursor, More: false, Reset: true);
        Assert.Equal(events, Assert.Single(WatchPieces.Of(page, EventCursor.Empty, isRemote: false)).Events);

        var pieces = WatchPieces.Of(page, EventCursor.Empty, isRemote: true).ToList();

        Assert.InRange(pieces.Count, 2, 10);
        Assert.All(pieces, piece => Assert.InRange(Serializer.ToBinary(piece).Length, 1, 60_000));
        Assert.Equal(events, pieces.SelectMany(piece => piece.Events));
        Assert.All(pieces[..^1], piece => Assert.True(piece.More && piece.Cursor.IsEmpty));
        Assert.Equal((Cursor, false), (pieces[^1].Cursor, pieces[^1].More));
        Assert.Equal([true, .. Enumerable.Repeat(false, pieces.Count - 1)], pieces.Select(piece => piece.Reset));
    }

    private static void AssertSame(IWatchMessage expected, object actual)
    {
        switch (expected, actual)
        {
            case (WatchStatus one, WatchStatus other):
                Assert.Equal(one.Cursor, other.Cursor);
                Assert.Equal(
                    (one.Filter.Prefix, one.Filter.Tag, one.Filter.Zone), (other.Filter.Prefix, other.Filter.Tag, other.Filter.Zone));
                Assert.True(one.Filter.Services.SetEquals(other.Filter.Services));
                break;
            case (StatusPage one, StatusPage other):
                Assert.Equal((one.Cursor, one.More, one.Reset), (other.Cursor, other.More, other.Reset));
                Assert.Equal(one.Events.Select(Plain), other.Events.Select(Plain));
                break;
            default:
                Assert.Same(expected, actual);
                break;
        }
    }

    private static object Plain(StatusEvent told) => (told.Kind, told.Key, told.Instance, told.PreviousStatus, told.Version, told.At);

    private static Stamp At(int milliseconds) => new(new HybridTime((1_767_225_600_000 + milliseconds) << 16 | 5), Here);
}
