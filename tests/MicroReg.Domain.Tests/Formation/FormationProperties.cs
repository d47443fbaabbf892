using System.Collections.Immutable;
using CsCheck;
using MicroReg.Domain.Formation;

namespace MicroReg.Domain.Tests.Formation;

/// <summary>Five nodes that hear each other, each with its own view of its cluster, right or wrong.</summary>
public sealed class FormationProperties
{
    private static readonly string[] Nodes = ["a", "b", "c", "d", "e"];

    /// <summary>For every node the members of its cluster in its own view: none, or some including itself.</summary>
    private static readonly Gen<ImmutableArray<string>[]> World =
        Gen.Int[0, 63].Array[Nodes.Length].Select(bits => bits.Select((set, node) => MembersOf(set, node)).ToArray());

    [Fact]
    public void Two_nodes_never_both_give_in_to_each_other() =>
        World.ForAll(world =>
        {
            var decisions = Decide(world);
            for (var one = 0; one < Nodes.Length; one++)
                for (var other = 0; other < Nodes.Length; other++)
                    Assert.False(GivesIn(decisions[one], other) && GivesIn(decisions[other], one), $"{Nodes[one]} and {Nodes[other]}");
        }, cases: 20_000);

    [Fact]
    public void Somebody_always_stays_and_who_gives_in_gives_in_to_a_greater_cluster() =>
        World.ForAll(world =>
        {
            var decisions = Decide(world);
            var inside = Enumerable.Range(0, Nodes.Length).Where(node => !world[node].IsEmpty).ToList();
            Assert.True(inside.Count == 0 || inside.Exists(node => decisions[node] is FormationDecision.Wait));
            foreach (var node in inside)
                if (decisions[node] is FormationDecision.RestartAndJoin other)
                    Assert.True(FormationRules.Compare(world[Array.IndexOf(Nodes, other.Address)], world[node]) < 0);
        }, cases: 20_000);

    [Fact]
    public void Of_two_whole_clusters_one_gives_in_as_one_and_the_other_stays() =>
        Gen.Int[1, 30].ForAll(bits =>
        {
            var first = Nodes.Where((_, node) => (bits >> node & 1) == 1).ToImmutableArray();
            var second = Nodes.Except(first).ToImmutableArray();
            var decisions = Decide([.. Nodes.Select(node => first.Contains(node) ? first : second)]);
            var giveIn = Nodes.Where((_, node) => decisions[node] is FormationDecision.RestartAndJoin).ToList();
            Assert.Equal(FormationRules.Compare(first, second) < 0 ? second : first, giveIn);
        });

    [Fact]
    public void The_order_of_clusters_is_total() =>
        Gen.Select(Gen.Int[1, 31], Gen.Int[1, 31], Gen.Int[1, 31]).ForAll((a, b, c) =>
        {
            var (x, y, z) = (SetOf(a), SetOf(b), SetOf(c));
            Assert.Equal(Math.Sign(FormationRules.Compare(x, y)), -Math.Sign(FormationRules.Compare(y, x)));
            Assert.Equal(a == b, FormationRules.Compare(x, y) == 0);
            if (FormationRules.Compare(x, y) < 0 && FormationRules.Compare(y, z) < 0)
                Assert.True(FormationRules.Compare(x, z) < 0);
        });

    private static ImmutableArray<string> SetOf(int bits) => [.. Nodes.Where((_, node) => (bits >> node & 1) == 1)];

    private static ImmutableArray<string> MembersOf(int bits, int self) => bits >= 32 ? [] : SetOf(bits | 1 << self);

    private static bool GivesIn(FormationDecision decision, int other) =>
        decision is FormationDecision.RestartAndJoin joined && joined.Address == Nodes[other];

    private static FormationDecision[] Decide(ImmutableArray<string>[] world) =>
    [
        .. Nodes.Select((self, node) => FormationRules.Decide(new FormationView
        {
            Self = self,
            Members = world[node],
            Heard =
            [
                .. Nodes.Select((other, index) => new HeardNode(other, world[index]) { ApartFor = TimeSpan.FromMinutes(1) })
                    .Where(heard => heard.Address != self),
            ],
        })),
    ];
}
