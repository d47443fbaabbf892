using CsCheck;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Tests.Replication;

namespace MicroReg.Domain.Tests.Nodes;

public sealed class KnownNodesTests
{
    private static readonly Gen<KnownNodes> Nodes =
        Gen.Select(Gen.Int[0, 3], Gen.Enum<NodeState>(), Gen.Int[1, 3], (id, state, changed) => Peers.Node($"n{id}", state, changed))
            .Array[0, 5].Select(entries => KnownNodes.Of(entries));

    [Fact]
    public void Merging_is_commutative_associative_and_idempotent_even_at_equal_stamps() =>
        Gen.Select(Nodes, Nodes, Nodes).ForAll((a, b, c) =>
        {
            Assert.Equal(a.Merge(b), b.Merge(a));
            Assert.Equal(a.Merge(b).Merge(c), a.Merge(b.Merge(c)));
            Assert.Same(a, a.Merge(a));
            var merged = a.Merge(b);
            Assert.Same(merged, merged.Merge(a));
        }, cases: 2000);

    [Fact]
    public void The_later_entry_of_a_node_wins()
    {
        var (older, newer) = (Peers.Node("a", NodeState.Forgotten, 1), Peers.Node("a", NodeState.Joining, 2));
        Assert.Equal(newer, KnownNodes.Of([older]).With(newer).Find("a"));
        Assert.Equal(newer, KnownNodes.Of([newer]).With(older).Find("a"));
    }

    [Fact]
    public void Only_counted_nodes_are_in_the_quorum() => Assert.Equal(
        ["b"],
        KnownNodes.Of([Peers.Node("a", NodeState.Joining), Peers.Node("b"), Peers.Node("c", NodeState.Left),
            Peers.Node("d", NodeState.Forgotten)])
            .Counted.Select(node => node.NodeId));
}
