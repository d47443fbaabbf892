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
}
