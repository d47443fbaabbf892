using CsCheck;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Ownership;

public sealed class RendezvousTests
{
    private static readonly Gen<string[]> Nodes = Gen.ULong.HashSet[1, 8].Select(ids => ids.Select(id => $"{id:x16}").ToArray());

    private static readonly InstanceKey[] Keys =
        [.. Enumerable.Range(0, 300).Select(number => new InstanceKey($"orders-{number % 7}", $"10.0.0.{number % 250}", 1000 + number))];

    [Fact]
    public void Owners_do_not_depend_on_the_order_of_the_nodes() =>
        Nodes.SelectMany(nodes => Gen.Select(Gen.Const(nodes), Gen.Shuffle(nodes.Concat(nodes).ToArray()))).ForAll((nodes, shuffled) =>
            Assert.Equal(Owners(nodes), Owners(shuffled)), cases: 200);

    [Fact]
    public void A_new_node_takes_only_the_keys_it_owns() =>
        Gen.Select(Nodes, Gen.ULong).ForAll((nodes, id) =>
        {
            var newcomer = $"{id:x16}";
            var (before, after) = (Owners(nodes), Owners([.. nodes, newcomer]));
            Assert.All(before.Zip(after), owners => Assert.True(owners.First == owners.Second || owners.Second == newcomer));
        }, cases: 300);

    [Fact]
    public void The_keys_of_a_lost_node_are_spread_over_the_others_and_no_other_key_moves() =>
        Nodes.Where(nodes => nodes.Length > 1).ForAll(nodes =>
        {
            var (before, after) = (Owners(nodes), Owners(nodes[1..]));
            Assert.All(before.Zip(after), owners => Assert.True(owners.First == owners.Second || owners.First == nodes[0]));
            Assert.DoesNotContain(nodes[0], after);
        }, cases: 300);

    [Fact]
    public void Keys_are_spread_evenly_over_the_nodes()
    {
        string[] nodes = ["4f2a9c0000000001", "4f2a9c0000000002", "4f2a9c0000000003", "a", "b"];
        var owners = new Rendezvous(nodes);
        var counts = Enumerable.Range(0, 20_000).CountBy(number => owners.OwnerOf(new InstanceKey("orders", "10.0.0.1", number))!)
            .ToDictionary();
        Assert.Equal(nodes.Length, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 3_700, 4_300));
    }

    [Fact]
    public void Without_nodes_a_key_has_no_owner() => Assert.Null(new Rendezvous([]).OwnerOf(Keys[0]));

    [Fact]
    public void A_rendezvous_knows_its_nodes()
    {
        var owners = new Rendezvous(["b", "a"]);
        Assert.True(owners.IsAmong(["a", "b"]));
        Assert.False(owners.IsAmong(["a"]));
        Assert.False(owners.IsAmong(["a", "c"]));
    }

    private static string[] Owners(IEnumerable<string> nodes)
    {
        var owners = new Rendezvous(nodes);
        return [.. Keys.Select(key => owners.OwnerOf(key)!)];
    }
}
