using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication;

public sealed class StabilityTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    [Fact]
    public void Only_what_all_have_had_for_the_whole_retention_is_settled()
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
    public void Between_snapshots_nobody_is_asked()
    {
        var stability = new Stability(Retention);
        Assert.True(stability.Observe(TimeSpan.Zero, () => VersionVector.Empty));
        Assert.False(stability.Observe(TimeSpan.FromMinutes(59), () => throw new InvalidOperationException()));
    }
}
