using System.Runtime.Serialization;
using CsCheck;
using Google.Protobuf;
using MicroReg.Domain.Replication;
using Proto = MicroReg.Actors.Replication.Wire.V1;

namespace MicroReg.Actors.Tests.Replication.Wire;

public sealed class DamageTests
{
    private static readonly Gen<(ReplicationMessage Message, int Kind, uint At, byte[] Octets)> Damage =
        Gen.Select(MessageGens.Message, Gen.Int[0, 4], Gen.UInt, Gen.Byte.Array[1, 12]);

    [Fact]
    public void Damaged_messages_are_refused_with_one_kind_of_exception_or_are_messages_again()
    {
        var (refused, read) = (0, 0);
        Damage.ForAll(
            damage =>
            {
                var manifest = Wire.Serializer.Manifest(damage.Message);
                var bytes = Damaged(Wire.Serializer.ToBinary(damage.Message), damage.Kind, damage.At, damage.Octets);
                if (TryRead(bytes, manifest) is { } message)
                {
                    Interlocked.Increment(ref read);
                    // Whatever is let in can be held, and passed on as it is.
                    Assert.True(Wire.Same(message, Wire.RoundTrip(message)));
                }
                else
                {
                    Interlocked.Increment(ref refused);
                }
            },
            cases: 20_000);
        Assert.True(refused > 2_000 && read > 2_000, $"{refused} refused, {read} read: the damage should do both");
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "key is missing", Push(new Proto.PartChange()) },
        { "port must be 1 to 65535", Push(Part(part => part.Key.Port = 0)) },
        { "port must be 1 to 65535", Push(Part(part => part.Key.Port = 65536)) },
        { "name must have 1 to 1000 characters", Push(Part(part => part.Key.Name = "")) },
        { "host must have 1 to 1000 characters", Push(Part(part => part.Key.Host = new string('h', 1001))) },
        { "stamp is missing", Push(Part(part => part.Stamp = null)) },
        { "time is too far", Push(Part(part => part.Stamp.Time = ulong.MaxValue)) },
        { "position has no sequence", Push(Part(part => part.Position.Sequence = 0)) },
        { "sequence is too great", Push(Part(part => part.Position.Sequence = ulong.MaxValue)) },
        { "status is not known", Push(Part(part => part.Reported.Status = 9)) },
        { "kind that this version does not know", Push(Part(part => part.ClearKind())) },
        { "id must be", Push(Part(part => part.Registration = new Proto.Registration())) },
        { "must not end before it begins", new Proto.Push { Origin = 1, After = 2, UpTo = 1 }.ToByteArray() },
        { "origin is missing", [] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_refusal_names_the_field_and_the_rule(string expected, byte[] bytes) =>
        Assert.Contains(expected, Assert.Throws<SerializationException>(() => Wire.Read(bytes, "P1")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_refusal_says_which_kind_of_message_was_refused() =>
        Assert.Equal(
            "A replication message with the manifest 'P1' is refused: origin is missing.",
            Assert.Throws<SerializationException>(() => Wire.Read([], "P1")).Message);

    [Theory]
    [InlineData(new ulong[] { 1 }, new ulong[] { 1, 2 }, "different lengths")]
    [InlineData(new ulong[] { 2, 1 }, new ulong[] { 1, 2 }, "ascending origins")]
    [InlineData(new ulong[] { 1, 1 }, new ulong[] { 1, 2 }, "ascending origins")]
    [InlineData(new ulong[] { 1 }, new ulong[] { 0 }, "ascending origins")]
    public void A_vector_has_two_columns_of_one_length_in_ascending_order(ulong[] origins, ulong[] sequences, string expected)
    {
        var bytes = new Proto.DigestOffer { Vector = new Proto.VersionVector { Origins = { origins }, Sequences = { sequences } } }
            .ToByteArray();

        Assert.Contains(expected, Assert.Throws<SerializationException>(() => Wire.Read(bytes, "D1")).Message, StringComparison.Ordinal);
    }

    private static byte[] Push(Proto.PartChange part) => new Proto.Push { Origin = 1, UpTo = 9, Parts = { part } }.ToByteArray();

    private static Proto.PartChange Part(Action<Proto.PartChange> spoil)
    {
        var part = new Proto.PartChange
        {
            Key = new Proto.InstanceKey { Name = "orders", Host = "10.0.0.7", Port = 80 },
            Stamp = new Proto.Stamp { Time = 1, Origin = 1 },
            Position = new Proto.Position { Origin = 1, Sequence = 1 },
            Reported = new Proto.Reported { Of = new Proto.Stamp { Time = 1, Origin = 1 } },
        };
        spoil(part);
        return part;
    }

    private static ReplicationMessage? TryRead(byte[] bytes, string manifest)
    {
        try
        {
            return Wire.Read(bytes, manifest);
        }
        catch (SerializationException)
        {
            return null;
        }
    }

    private static byte[] Damaged(byte[] whole, int kind, uint at, byte[] octets)
    {
        var index = (int)(at % (uint)(whole.Length + 1));
        return kind switch
        {
            0 => whole[..index],
            1 => [.. whole[..index], .. octets, .. whole[index..]],
            2 => [.. whole[..index], .. whole[Math.Min(whole.Length, index + octets.Length)..]],
            3 => [.. whole.Select((octet, i) => i == index ? (byte)(octet ^ octets[0]) : octet)],
            _ => octets,
        };
    }
}
