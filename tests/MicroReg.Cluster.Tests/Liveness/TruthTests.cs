using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Cluster.Tests.Liveness;

public sealed class TruthTests
{
    private static readonly Observation Observation = new(Lived.Nodes, 10_000);

    [Fact]
    public void A_living_instance_is_expected_to_be_reported_well() =>
        Check(Of(LifeTerms.Leased(2), (LifeDeed.Born, 0)), [Sight.Well], due: 0);

    [Fact]
    public void An_instance_that_lives_again_is_expected_to_be_reported_well_in_time() =>
        Check(Of(LifeTerms.Leased(2), (LifeDeed.Born, 0), (LifeDeed.Died, 1_000), (LifeDeed.Born, 5_000)), [Sight.Well], due: 6_000);

    [Fact]
    public void A_dead_instance_is_expected_to_be_reported_failing_or_gone() =>
        Check(Of(LifeTerms.Leased(2), (LifeDeed.Born, 0), (LifeDeed.Died, 1_000)), [Sight.Failing, Sight.Gone], due: 4_000);

    [Fact]
    public void An_instance_that_is_to_be_removed_is_expected_to_be_reported_gone() =>
        Check(Of(LifeTerms.Leased(2) with { DeregisterAfter = 1 }, (LifeDeed.Born, 0), (LifeDeed.Died, 1_000)), [Sight.Gone], due: 6_000);

    private static void Check(Truth truth, Sight[] expected, double due)
    {
        Assert.Equal(expected, Enum.GetValues<Sight>().Where(truth.IsExpected));
        Assert.Equal(due, truth.Due);
    }

    private static Truth Of(LifeTerms terms, params (LifeDeed Deed, double At)[] deeds) =>
        Truth.Of(
            Assert.Single(Life.Of(deeds.Select(deed => new LifeEntry(deed.Deed, Lived.Key, deed.At)), terms)),
            Observation,
            withRemovals: true);
}
