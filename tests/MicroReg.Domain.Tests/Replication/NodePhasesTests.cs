using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication;

/// <summary>What follows from each phase.</summary>
public sealed class NodePhasesTests
{
    [Theory]
    [InlineData(NodePhase.Starting, "")]
    [InlineData(NodePhase.Empty, "")]
    [InlineData(NodePhase.Joining, "")]
    [InlineData(NodePhase.Returning, "data pages")]
    [InlineData(NodePhase.CatchingUp, "data pages")]
    [InlineData(NodePhase.Ready, "ready reliable data pages")]
    [InlineData(NodePhase.Stale, "ready stale reliable data pages")]
    [InlineData(NodePhase.MustReplace, "stale data away")]
    [InlineData(NodePhase.Outdated, "ready stale data away")]
    [InlineData(NodePhase.Leaving, "ready reliable data pages")]
    [InlineData(NodePhase.LeavingUnready, "data away")]
    [InlineData(NodePhase.Duplicate, "away")]
    public void What_a_node_is_and_says_follows_from_its_phase(object phase, string expected)
    {
        var at = (NodePhase)phase;
        string[] traits =
        [
            at.IsReady() ? "ready" : "",
            at.ToReadiness().IsStale ? "stale" : "",
            at.IsReliable() ? "reliable" : "",
            at.HasData() ? "data" : "",
            at.GivesPages() ? "pages" : "",
            at.IsAway() ? "away" : "",
        ];
        Assert.Equal(expected, string.Join(' ', traits.Where(trait => trait.Length > 0)));
        Assert.Equal(at.IsReady(), at.ToReadiness().IsReady);
        Assert.Equal(at.ToReadiness() is { IsReady: true, IsStale: false }, at.ToReadiness().Reason.Length == 0);
    }
}
