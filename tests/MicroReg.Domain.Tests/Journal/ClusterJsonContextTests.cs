using System.Text.Json;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Journal;

public sealed class ClusterJsonContextTests
{
    private const string Frozen =
        """{"known":[{"node_id":"00000000000000aa","name":"north","address":"10.0.0.1"""
            + """:4053","standing":"counted","changed":"7.0@00000000000000a1"}]"""
            + ""","last_exchange":1732387200000,"folded":"00000000000000b2:9"}""";

    private static readonly OriginId Origin = new(0xa1);

    [Fact]
    public void The_json_form_is_frozen() => Assert.Equal(
        Frozen,
        Write(new(KnownNodes.Of([Node("00000000000000aa", NodeState.Counted)]), 1732387200000,
            VersionVector.Empty.Including(new(new(0xb2), 9)))));

    [Fact]
    public void Cluster_facts_are_read_as_they_were_written()
    {
        Assert.Equal(ClusterFacts.None, Read(Write(ClusterFacts.None)));
        var nodes = Enum.GetValues<NodeState>().Select((state, number) => Node($"{number:x16}", state));
        var facts = new ClusterFacts(
            KnownNodes.Of(nodes), long.MaxValue, VersionVector.Empty.Including(new(Origin, 3)).Including(new(new(2), 5)));
        Assert.Equal(facts, Read(Write(facts)));
    }

    [Fact]
    public void Unknown_fields_of_a_later_version_are_ignored() => Assert.Equal(
        Read(Frozen),
        Read(Frozen.Replace("\"name\"", "\"rack\":{\"row\":[1]},\"name\"", StringComparison.Ordinal)
            .Replace("\"folded\"", "\"quorum\":2,\"folded\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"known\":[", "\"known\":[null,")]
    [InlineData("\"last_exchange\"", "\"exchange\"")]
    [InlineData("\"folded\"", "\"flooded\"")]
    [InlineData("\"00000000000000b2:9\"", "\"b2\"")]
    [InlineData("\"00000000000000b2:9\"", "null")]
    [InlineData("\"00000000000000b2:9\"", "9")]
    [InlineData("\"north\"", "null")]
    [InlineData("\"counted\"", "\"lost\"")]
    [InlineData("\"counted\"", "1")]
    [InlineData("\"7.0@00000000000000a1\"", "\"7\"")]
    [InlineData("\"7.0@00000000000000a1\"", "7")]
    [InlineData("}],", "}")]
    public void Incomplete_or_wrong_cluster_facts_are_an_error(string old, string replacement)
    {
        Assert.Contains(old, Frozen, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => Read(Frozen.Replace(old, replacement, StringComparison.Ordinal)));
    }

    private static KnownNode Node(string id, NodeState state) =>
        new(id, "north", "10.0.0.1:4053", state, new Stamp(new HybridTime(7L << 16), Origin));

    private static string Write(ClusterFacts facts) => JsonSerializer.Serialize(facts, ClusterJsonContext.Default.ClusterFacts);

    private static ClusterFacts? Read(string json) => JsonSerializer.Deserialize(json, ClusterJsonContext.Default.ClusterFacts);
}
