using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Cluster.Tests.Liveness;

public sealed class TruthTests
{
    private static readonly Observation Observation = new(Lived.Nodes, 10_000);

    [Fact]
    public void Of_one_that_lives_it_is_told_that_it_is_well() => Check(Of(LifeTerms.Leased(2), (LifeDeed.Born, 0)), [Sight.Well], due: 0);

    [Fact]
    public void Of_one_that_lives_again_it_is_told_in_time() =>
        Check(Of(LifeTerms.Leased(2), (LifeDeed.Born, 0), (LifeDeed.Died, 1_000), (LifeDeed.Born, 5_000)), [Sight.Well], due: 6_000);

    [Fact]
    public void Of_one_that_is_dead_it_is_told_that_it_fails_or_is_gone() =>
        Check(Of(LifeTerms.Leased(2), (LifeDeed.Born, 0), (LifeDeed.Died, 1_000)), [Sight.Failing, Sight.Gone], due: 4_000);

    [Fact]
    public void Of_one_that_is_to_be_removed_it_is_told_that_it_is_gone() =>
        Check(Of(LifeTerms.Leased(2) with { DeregisterAfter = 1 }, (LifeDeed.Born, 0), (LifeDeed.Died, 1_000)), [Sight.Gone], due: 6_000);

    private static void Check(Truth truth, Sight[] told, double due)
    {
        Assert.Equal(told, Enum.GetValues<Sight>().Where(truth.IsTold));
        Assert.Equal(due, truth.Due);
    }

    private static Truth Of(LifeTerms terms, params (LifeDeed Deed, double At)[] deeds) =>
        Truth.Of(
            Assert.Single(Life.Of(deeds.Select(deed => new LifeEntry(deed.Deed, Lived.Key, deed.At)), terms)),
            Observation,
            withRemovals: true);
}
