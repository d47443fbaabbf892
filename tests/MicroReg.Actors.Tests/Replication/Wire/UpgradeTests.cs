using System.Runtime.Serialization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MicroReg.Domain.Replication;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>Nodes of two versions talk during a rolling upgrade. The later one is golden/future/replication.proto.</summary>
public sealed class UpgradeTests
{
    [Theory]
    [MemberData(nameof(GoldenBytesTests.Names), MemberType = typeof(GoldenBytesTests))]
    public void Fields_that_a_later_version_added_anywhere_are_ignored(string name)
    {
        var message = Samples.All.Single(sample => sample.GetType().Name == name);
        var later = Later(name).Parser.ParseFrom(Wire.Serializer.ToBinary(message));
        var added = Extend(later);

        Assert.True(added > 3, "nested messages have more fields, too");
        Assert.True(Wire.Same(message, Wire.Read(later.ToByteArray(), Wire.Serializer.Manifest(message))));
    }

    [Fact]
    public void A_kind_of_part_that_a_later_version_added_stops_the_frame_because_the_frame_would_claim_to_be_complete()
    {
        var push = Samples.All.OfType<Push>().Single();
        var later = Future.Push.Parser.ParseFrom(Wire.Serializer.ToBinary(push));
        later.Parts[2].Weather = new Future.Weather { Forecast = "rain" };

        var refused = Assert.Throws<SerializationException>(() => Wire.Read(later.ToByteArray(), Wire.Serializer.Manifest(push)));

        Assert.Contains("kind that this version does not know", refused.Message, StringComparison.Ordinal);
    }

    private static MessageDescriptor Later(string name) => Future.ReplicationReflection.Descriptor.FindTypeByName<MessageDescriptor>(name);

    /// <summary>Gives every message in a message the fields that only the later version has, and counts them.</summary>
    private static int Extend(IMessage message)
    {
        var count = 0;
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field.FieldNumber < 100 && field.FieldType == FieldType.Message))
            foreach (var nested in Nested(field.Accessor.GetValue(message)))
                count += Extend(nested);
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder().Where(field => field.FieldNumber >= 100))
        {
            count++;
            if (field.IsRepeated)
                ((Google.Protobuf.Collections.RepeatedField<uint>)field.Accessor.GetValue(message)).Add([1, 2, 300]);
            else
                field.Accessor.SetValue(message, Added(field));
        }

        return count;
    }

    private static IEnumerable<IMessage> Nested(object? value) => value switch
    {
        IMessage message => [message],
        System.Collections.IEnumerable many => many.Cast<IMessage>(),
        _ => [],
    };

    private static object Added(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "a text of a later version",
        FieldType.Fixed64 => ulong.MaxValue,
        _ => new Future.Stamp { Time = 1, AddedText = "deeper" },
    };
}
