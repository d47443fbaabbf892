using MicroReg.Domain.Nodes;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Ownership;

public sealed class OwnerNodesTests
{
    private static readonly Stamp Stamp = new(new(1), new(1));

    [Fact]
    public void A_single_node_owns_everything()
    {
        Assert.Equal("self", Assert.Single(OwnerNodes.Of(ReplicaStatus.Alone, "self")));
        Assert.True(OwnerNodes.ReachesMajority(ReplicaStatus.Alone));
    }

    [Fact]
    public void Reachable_counted_nodes_share_ownership()
    {
        var status = With(Peer("b"), Peer("c") with { IsReachable = false }, Peer("d", NodeState.Joining), Peer("e", NodeState.Left));
        Assert.Equal(["b", "self"], OwnerNodes.Of(status, "self").Order());
    }

    [Fact]
    public void A_joining_node_owns_nothing_while_a_counted_node_is_reachable()
    {
        var joining = With(Peer("b")) with { Known = Known(("self", NodeState.Joining), ("b", NodeState.Counted)) };
        Assert.Equal("b", Assert.Single(OwnerNodes.Of(joining, "self")));
    }

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(1, 3, false)]
    [InlineData(2, 4, false)]
    [InlineData(1, 1, true)]
    public void A_majority_is_more_than_half_of_the_counted_nodes(int reachable, int counted, bool isMajority)
    {
        var known = Known([.. Enumerable.Range(0, counted).Select(number => ($"{number}", NodeState.Counted))]);
        Assert.Equal(isMajority, OwnerNodes.ReachesMajority(ReplicaStatus.Alone with { Known = known, Reachable = reachable }));
    }

    private static ReplicaStatus With(params PeerStatus[] peers) => ReplicaStatus.Alone with
    {
        Peers = [.. peers],
        Known = Known([("self", NodeState.Counted), .. peers.Select(peer => (peer.NodeId, peer.State))]),
    };

    private static KnownNodes Known(params (string Id, NodeState State)[] nodes) =>
        KnownNodes.Of(nodes.Select(node => new KnownNode(node.Id, node.Id, "", node.State, Stamp)));

    private static PeerStatus Peer(string id, NodeState state = NodeState.Counted) =>
        new() { NodeId = id, Name = id, Address = "", State = state, IsReachable = true };
}
