using System.Text.Json;
using MicroReg.Testing.Nodes;

namespace MicroReg.Testing.Tests.Nodes;

public sealed class NodeStatusTests
{
    private const string Peer = """{"standing":"counted","buckets_differing":0,"changes_behind":0,"changes_ahead":0}""";

    [Theory]
    [InlineData(Peer, true)]
    [InlineData("""{"standing":"counted","buckets_differing":1,"changes_behind":0,"changes_ahead":0}""", false)]
    [InlineData("""{"standing":"counted","buckets_differing":0,"changes_behind":2,"changes_ahead":0}""", false)]
    [InlineData("""{"standing":"joining","buckets_differing":0,"changes_behind":0,"changes_ahead":3}""", false)]
    [InlineData("""{"standing":"forgotten","buckets_differing":1,"changes_behind":2,"changes_ahead":3}""", true)]
    public void A_node_is_in_step_when_no_peer_that_counts_differs_or_lags(string peer, bool isInStep) =>
        Assert.Equal(isInStep, Read([Peer, peer]).Divergence.Length == 0);

    [Theory]
    [InlineData("Up", true, 2)]
    [InlineData("WeaklyUp", true, 2)]
    [InlineData("Up", false, 1)]
    [InlineData("Joining", true, 1)]
    public void Members_count_when_they_are_up_and_reached(string state, bool isReachable, int count) =>
        Assert.Equal(count, Read([], Member(state, isReachable)).UpMembers);

    [Fact]
    public void A_node_that_knows_of_no_peers_is_in_step_with_all() =>
        Assert.Equal(new NodeStatus(true, false, true, "", 7, 1, "", 0, 0) { IsUp = true, Nodes = (2, 2) }, Read([]));

    [Theory]
    [InlineData("Up", true, 2, true)]
    [InlineData("Up", true, 3, false)]
    [InlineData("Up", false, 2, false)]
    [InlineData("Leaving", true, 2, false)]
    public void A_cluster_is_complete_when_all_members_are_up_and_reached_and_there_is_no_other(
        string state, bool isReachable, int nodes, bool isComplete) =>
        Assert.Equal(isComplete, Read([], Member(state, isReachable)).IsCompleteWith(nodes));

    [Fact]
    public void A_cluster_is_not_complete_before_replication_knows_all_of_it() =>
        Assert.False((Read([], Member("Up", isReachable: true)) with { Nodes = (2, 1) }).IsCompleteWith(2));

    private static string Member(string state, bool isReachable) =>
        $$"""{"state":"{{state}}","reachable":{{(isReachable ? "true" : "false")}}}""";

    private static NodeStatus Read(string[] peers, params string[] members) => NodeStatus.Of(JsonDocument.Parse($$"""
        {"ready":true,"stale":false,"accepts_writes":true,"reason":"","write_fault":"","instances":7,"known":2,"reachable":2,
         "members":[{{string.Join(',', members.Prepend("""{"state":"Up","reachable":true,"self":true}"""))}}],
         "peers":[{{string.Join(',', peers)}}]}
        """).RootElement);
}
