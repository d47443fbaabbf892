using System.Text.RegularExpressions;
using MicroReg.Domain.Replication;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>
/// The bytes of version 1 of the format. They never change: fields are only ever added. After adding one, put new
/// samples with new files beside these. To write the files: <c>MICROREG_GOLDEN=write dotnet test --filter GoldenBytes</c>.
/// </summary>
public sealed partial class GoldenBytesTests
{
    public static TheoryData<string> Names => [.. Samples.All.Select(message => message.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_written_as_the_kept_bytes(string name)
    {
        var bytes = Wire.Serializer.ToBinary(Sample(name));
        if (Environment.GetEnvironmentVariable(GoldenFiles.Switch) == "write")
            GoldenFiles.WriteHex(GoldenFiles.V1($"{name}.hex"), bytes);

        Assert.Equal(Convert.ToHexStringLower(GoldenFiles.ReadHex(GoldenFiles.V1($"{name}.hex"))), Convert.ToHexStringLower(bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_kept_bytes_are_read_as_the_message(string name)
    {
        var message = Sample(name);

        Assert.True(Wire.Same(message, Wire.Read(GoldenFiles.ReadHex(GoldenFiles.V1($"{name}.hex")), Wire.Serializer.Manifest(message))));
    }

    [Fact]
    public void Messages_with_later_fields_are_written_and_read_as_the_bytes_that_were_kept_when_these_were_added() =>
        AssertKept(Samples.Added, GoldenFiles.V2);

    [Fact]
    public void Messages_with_subscriptions_are_written_and_read_as_the_bytes_that_were_kept_when_these_were_added() =>
        AssertKept(Samples.AddedThird, GoldenFiles.V3);

    [Fact]
    public void Messages_with_fitness_are_written_and_read_as_the_bytes_that_were_kept_when_it_was_added() =>
        AssertKept(Samples.AddedFourth, GoldenFiles.V4);

    [Fact]
    public void Messages_that_left_changes_out_are_written_and_read_as_the_bytes_that_were_kept_when_these_were_added() =>
        AssertKept(Samples.AddedFifth, GoldenFiles.V5);

    [Fact]
    public void Messages_with_identity_and_age_are_written_and_read_as_the_bytes_that_were_kept_when_these_were_added() =>
        AssertKept(Samples.AddedSixth, GoldenFiles.V6);

    [Fact]
    public void Every_field_of_the_released_format_still_has_its_number_and_type()
    {
        var released = Fields(GoldenFiles.V1("replication.proto"));
        var current = Fields(Path.Combine(GoldenFiles.Root, "src", "MicroReg.Actors", "Replication", "Wire", "replication.proto"));

        Assert.Equal(90, released.Count);
        Assert.Empty(released.Except(current));
    }

    private static void AssertKept(IEnumerable<ReplicationMessage> samples, Func<string, string> pathOf)
    {
        foreach (var message in samples)
        {
            var bytes = Wire.Serializer.ToBinary(message);
            var path = pathOf($"{message.GetType().Name}.hex");
            if (Environment.GetEnvironmentVariable(GoldenFiles.Switch) == "write")
                GoldenFiles.WriteHex(path, bytes);

            Assert.Equal(Convert.ToHexStringLower(GoldenFiles.ReadHex(path)), Convert.ToHexStringLower(bytes));
            Assert.True(Wire.Same(message, Wire.Read(GoldenFiles.ReadHex(path), Wire.Serializer.Manifest(message))));
        }
    }

    private static ReplicationMessage Sample(string name) => Samples.All.Single(message => message.GetType().Name == name);

    /// <summary>Message and declaration of each field, as in "Push: fixed64 origin = 1".</summary>
    private static HashSet<string> Fields(string path)
    {
        var (fields, message) = (new HashSet<string>(), "");
        foreach (var line in File.ReadLines(path))
            if (Message().Match(line) is { Success: true } head)
                message = head.Groups[1].Value;
            else if (Field().Match(line) is { Success: true } field)
                fields.Add($"{message}: {field.Groups[1].Value}");
        return fields;
    }

    [GeneratedRegex(@"^message (\w+) \{")]
    private static partial Regex Message();

    [GeneratedRegex(@"^\s+([\w ]+ = \d+);")]
    private static partial Regex Field();
}
