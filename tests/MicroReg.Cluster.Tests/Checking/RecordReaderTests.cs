using System.Text.Json;
using MicroReg.Chaos.Checking;

namespace MicroReg.Cluster.Tests.Checking;

public sealed class RecordReaderTests
{
    private const string Document = """
        {"key":{"name":"orders","host":"127.0.0.1","port":10000},
         "head":{"part":"registration","stamp":"5.0@00000000000000a1","position":"00000000000000a1:1","id":7,
           "attributes":{"status":"Running","metadata":{"number":"3"}}}}
        """;

    private const string Reported =
        """{"part":"reported","of":"5.0@00000000000000a1","stamp":"6.0@00000000000000a1","position":"00000000000000a1"""
            + """:2","status":"Draining"}""";

    [Fact]
    public void The_state_is_the_number_in_the_metadata_and_the_reported_status()
    {
        Assert.Equal(new InstanceState(true, 3, "running"), RecordReader.StateOf(Parse(Document)));
        Assert.Equal(new InstanceState(true, 3, "draining"), RecordReader.StateOf(Parse($"{Document[..^1]},\"reported\":{Reported}}}")));
    }

    [Fact]
    public void A_record_without_a_registration_is_not_registered()
    {
        Assert.Equal(InstanceState.Absent, RecordReader.StateOf(Parse("""{"head":{"part":"tombstone"}}""")));
        Assert.Equal(InstanceState.Absent, RecordReader.StateOf(Parse("""{"pending":[]}""")));
    }

    [Theory]
    [InlineData("00000000000000a1:1", "00000000000000b2:9", true)]
    [InlineData("5.0@00000000000000a1", "5.1@00000000000000a1", false)]
    [InlineData("\"number\":\"3\"", "\"number\":\"4\"", false)]
    [InlineData("\"id\":7", "\"id\":8", false)]
    public void Documents_are_compared_but_for_the_positions_of_their_parts(string part, string other, bool isSame) =>
        Assert.Equal(isSame, RecordReader.WithoutPositions(Parse(Document))
            == RecordReader.WithoutPositions(Parse(Document.Replace(part, other, StringComparison.Ordinal))));

    private static JsonElement Parse(string document) => JsonDocument.Parse(document).RootElement;
}
