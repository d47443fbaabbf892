using CsCheck;
using MicroReg.Gateway.Balancing;

namespace MicroReg.Gateway.Tests.Balancing;

public sealed class TurnsTests
{
    private static readonly Gen<int[]> Weights = Gen.Int[1, 1000].Array[1, 40];

    [Theory]
    [InlineData(new[] { 1 }, new[] { 0 })]
    [InlineData(new[] { 7, 7, 7 }, new[] { 0, 1, 2 })]
    [InlineData(new[] { 2, 1 }, new[] { 0, 1, 0 })]
    [InlineData(new[] { 10, 20, 10 }, new[] { 1, 0, 2, 1 })]
    public void The_turns_of_each_candidate_are_spread_evenly(int[] weights, int[] turns) => Assert.Equal(turns, Turns.LayOut(weights));

    [Fact]
    public void Each_candidate_has_its_share_of_a_round() =>
        Weights.ForAll(weights =>
        {
            var turns = Turns.LayOut(weights);
            var tolerance = 1.5 / turns.Length * (turns.Length < 1000 ? 0 : weights.Length) + 1e-9;
            Assert.All(weights.Select((weight, index) => (weight, index)), each =>
                Assert.InRange((double)turns.Count(turn => turn == each.index) / turns.Length, Share(each.weight) - tolerance,
                    Share(each.weight) + tolerance));

            double Share(int weight) => (double)weight / weights.Sum();
        });

    [Fact]
    public void No_candidate_waits_much_longer_than_its_share_implies() =>
        Weights.ForAll(weights =>
        {
            var turns = Turns.LayOut(weights);
            foreach (var own in turns.Select((index, turn) => (index, turn)).GroupBy(each => each.index, each => each.turn))
            {
                var positions = own.ToArray();
                var even = (double)turns.Length / positions.Length;
                Assert.All(positions.Zip(positions.Skip(1).Append(positions[0] + turns.Length)), gap =>
                    Assert.InRange(gap.Second - gap.First, 1, even + weights.Length + 1));
            }
        });

    [Fact]
    public void A_round_is_short_for_any_weights() =>
        Weights.ForAll(weights => Turns.LayOut(weights).Length <= 1024 + weights.Length);
}
