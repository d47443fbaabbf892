using System.Runtime.Serialization;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.Replication.Wire;
using MicroReg.Actors.Subscriptions.Watching;
using MicroReg.Domain.Events;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>The serializers of an actor system with the settings that nodes ship with.</summary>
public sealed class ClosedSerializationTests() : TestKit(Shipped())
{
    [Fact]
    public void Every_message_of_replication_is_bound_to_its_serializer() =>
        Assert.All(Samples.All, message => Assert.IsType<ReplicationSerializer>(Sys.Serialization.FindSerializerFor(message)));

    [Fact]
    public void Every_message_of_watching_is_bound_to_its_serializer() =>
        Assert.All(
            (object[])[
                StatusPageTaken.Instance,
                UnwatchStatus.Instance,
                new WatchStatus(new EventFilter(), EventCursor.Empty),
                new StatusPage([], EventCursor.Empty, false, false)
            ],
            message => Assert.IsType<WatchSerializer>(Sys.Serialization.FindSerializerFor(message)));

    [Fact]
    public void The_serializer_is_found_by_the_number_that_it_writes()
    {
        var message = Samples.All[0];
        var bytes = Sys.Serialization.Serialize(message);

        Assert.True(Wire.Same(
            message,
            (Domain.Replication.ReplicationMessage)Sys.Serialization.Deserialize(bytes, ReplicationSerializer.FixedIdentifier, "H1")));
    }

    [Fact]
    public void A_type_that_nobody_registered_is_not_sent() =>
        Assert.Throws<SerializationException>(() => Sys.Serialization.FindSerializerFor(new Uri("http://127.0.0.1/")));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-5)]
    public void The_serializers_that_make_any_type_are_not_there(int identifier) =>
        Assert.Throws<SerializationException>(
            () => Sys.Serialization.Deserialize("{}"u8.ToArray(), identifier, "System.Uri, System.Private.Uri"));

    [Fact]
    public void A_protobuf_message_at_large_is_not_sent_either() =>
        Assert.Throws<SerializationException>(() => Sys.Serialization.Serialize(new Google.Protobuf.WellKnownTypes.Empty()));

    private static Config Shipped()
    {
        using var stream = typeof(ClosedSerializationTests).Assembly.GetManifestResourceStream("microreg.hocon")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString("akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }")
            .WithFallback(ConfigurationFactory.ParseString(reader.ReadToEnd()));
    }
}
