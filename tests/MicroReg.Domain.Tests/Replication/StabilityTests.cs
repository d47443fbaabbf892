using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication;

public sealed class StabilityTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    [Fact]
    public void Only_changes_that_all_nodes_had_for_the_retention_are_stable()
    {
        var stability = new Stability(Retention);
        for (var hour = 0; hour <= 30; hour++)
        {
            var had = VersionVector.Of(Peers.Self, hour + 1);
            Assert.True(stability.Observe(TimeSpan.FromHours(hour), () => had));
            Assert.Equal(Math.Max(0, hour - 23), stability.Settled.SequenceOf(Peers.Self));
        }
    }

    [Fact]
    public void Stability_is_computed_only_when_a_snapshot_is_due()
    {
        var stability = new Stability(Retention);
        Assert.True(stability.Observe(TimeSpan.Zero, () => VersionVector.Empty));
        Assert.False(stability.Observe(TimeSpan.FromMinutes(59), () => throw new InvalidOperationException()));
    }

    [Fact]
    public void A_later_run_goes_on_where_an_earlier_one_stopped()
    {
        var (earlier, had) = (new Stability(Retention), VersionVector.Of(Peers.Self, 7));
        Assert.True(earlier.Observe(TimeSpan.FromHours(1), () => had));
        var later = new Stability(Retention);
        later.Resume(earlier.Settled, earlier.Next);
        Assert.True(later.Observe(TimeSpan.FromHours(20), () => VersionVector.Empty));
        Assert.True(later.Settled.IsEmpty);
        Assert.True(later.Observe(TimeSpan.FromHours(25), () => VersionVector.Empty));
        Assert.Equal(had, later.Settled);
        Assert.True(later.Observe(TimeSpan.FromHours(45), () => VersionVector.Empty));
        Assert.Equal(had, later.Settled);
    }
}
