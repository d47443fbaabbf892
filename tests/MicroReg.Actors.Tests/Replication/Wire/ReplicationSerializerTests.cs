using System.Runtime.Serialization;
using CsCheck;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Replication.Wire;

public sealed class ReplicationSerializerTests
{
    [Fact]
    public void Every_message_comes_back_as_it_was() =>
        MessageGens.Message.ForAll(message => Wire.Same(message, Wire.RoundTrip(message)), cases: 5_000);

    [Fact]
    public void Equal_messages_are_equal_bytes() =>
        MessageGens.Message.ForAll(
            message => Wire.Serializer.ToBinary(message).AsSpan().SequenceEqual(Wire.Serializer.ToBinary(Wire.RoundTrip(message))));

    [Fact]
    public void Every_type_of_message_has_a_manifest_of_its_own_and_a_sample()
    {
        var types = typeof(ReplicationMessage).Assembly.GetTypes().Where(type => type.BaseType == typeof(ReplicationMessage)).ToHashSet();

        Assert.Equal(types, Samples.All.Select(message => message.GetType()).ToHashSet());
        Assert.Equal(types.Count, Samples.All.Select(Wire.Serializer.Manifest).Distinct().Count());
    }

    [Theory]
    [InlineData("P2")]
    [InlineData("")]
    [InlineData("System.Object, mscorlib")]
    public void An_unknown_manifest_is_refused(string manifest) =>
        Assert.Throws<SerializationException>(() => Wire.Read([], manifest));

    [Fact]
    public void An_object_that_is_not_a_replication_message_is_not_written()
    {
        Assert.Throws<SerializationException>(() => Wire.Serializer.Manifest("text"));
        Assert.Throws<SerializationException>(() => Wire.Serializer.ToBinary("text"));
    }

    [Fact]
    public void A_push_that_goes_to_several_peers_is_encoded_once()
    {
        var push = Samples.All.OfType<Push>().Single();

        Assert.Same(Wire.Serializer.ToBinary(push), Wire.Serializer.ToBinary(push));
    }

    [Fact]
    public void The_bytes_of_a_push_go_with_it()
    {
        var bytes = EncodeAndForget();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(bytes.TryGetTarget(out _));
    }

    // In a method of its own, so that no local of the test keeps the message.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference<byte[]> EncodeAndForget() => new(Wire.Serializer.ToBinary(new Push(new OriginId(1), 0, 0, [])));
}
