using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Cluster.Tests.Liveness;

/// <summary>What counts as a false expiry, and what does not.</summary>
public sealed class ExpiryTests
{
    [Fact]
    public void One_that_beats_and_is_told_well_is_no_finding() =>
        Assert.True(Lived.Leased().Born(0).Heartbeat(1_000, 2_000, 3_000).Told(Sight.Well, 10).Judge().IsClean);

    [Theory]
    [InlineData(4_998, 1)] // the last beat, sent at 3,000, was not yet as old as the lease
    [InlineData(4_999, 0)] // a stamp is cut to the millisecond
    [InlineData(5_000, 0)]
    public void One_that_is_told_failing_before_its_lease_has_run_out_is_falsely_expired(double decided, int found) =>
        Assert.Equal(found, Lived.Leased().Born(0).Heartbeat(1_000, 2_000, 3_000).Told(Sight.Failing, decided).Judge().FalseExpiries.Count);

    [Fact]
    public void One_that_is_dead_by_then_is_told_early_unless_its_last_beat_may_be_lost()
    {
        var lived = Lived.Leased().Born(0).Heartbeat(1_000, 2_000).Died(2_500).Told(Sight.Failing, 3_500);

        Assert.Equal((0, 1, 0), (lived.Judge().FalseExpiries.Count, lived.Judge().Early.Count, lived.Judge().EarlyByLostHeartbeats));
        Assert.False(lived.Judge().IsClean);
        Assert.Equal((0, 0, 1), (
            lived.Judge(delaysHeartbeats: true).FalseExpiries.Count,
            lived.Judge(delaysHeartbeats: true).Early.Count,
            lived.Judge(delaysHeartbeats: true).EarlyByLostHeartbeats));
    }

    [Fact]
    public void A_beat_that_was_not_yet_answered_speaks_for_nobody() =>
        Assert.Empty(Lived.Leased().Born(0).Heartbeat(1_000, 4_995).Told(Sight.Failing, 5_000).Judge().FalseExpiries);

    [Fact]
    public void One_verdict_counts_once_however_many_nodes_tell_it()
    {
        var told = Assert.Single(Lived.Leased().Born(0).Heartbeat(1_000).Told(Sight.Failing, 1_500).Judge().FalseExpiries);

        Assert.Contains("node-1, node-2", told, StringComparison.Ordinal);
        Assert.Contains(Lived.Key, told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_node_alone_tells_counts_too_even_if_it_was_not_there_all_the_time() =>
        Assert.Single(Lived.Leased().Born(0).Heartbeat(1_000).Told(Sight.Failing, 1_500, "node-2").Judge(steady: ["node-1"]).FalseExpiries);

    [Fact]
    public void One_that_beats_and_is_told_gone_is_falsely_expired_unless_it_has_left()
    {
        Assert.Single(Lived.Leased().Born(0).Heartbeat(1_000).Told(Sight.Gone, 1_500).Judge().FalseExpiries);
        Assert.Empty(Lived.Leased().Born(0).Heartbeat(1_000).Left(1_400).Told(Sight.Gone, 1_500).Judge().FalseExpiries);
    }

    [Fact]
    public void What_was_told_before_and_is_told_again_is_no_second_verdict() =>
        Assert.Single(Lived.Leased().Born(0).Heartbeat(1_000).Told(Sight.Failing, 1_500).Told(Sight.Failing, 1_600).Judge().FalseExpiries);

    [Fact]
    public void An_event_older_than_one_that_was_told_says_nothing()
    {
        var lived = Lived.Leased().Born(0).Heartbeat(1_000).Told(Sight.Well, 1_500);

        Assert.Empty(lived.Told(Sight.Failing, decided: 1_400, told: 1_600).Judge().FalseExpiries);
    }

    [Fact]
    public void One_that_is_held_down_is_told_failing_although_it_lives() =>
        Assert.True(Lived.Leased().Born(0).Heartbeat(1_000).Told(Sight.Failing, 1_500).Judge(isSuppressed: true).IsClean);

    [Fact]
    public void A_checked_one_is_falsely_expired_if_it_answered_as_long_as_a_probe_may_take()
    {
        Assert.Single(Lived.Checked().Born(0).Told(Sight.Failing, 5_000).Judge().FalseExpiries);
        Assert.Single(Lived.Checked().Born(0).Died(1_000).Born(2_999).Told(Sight.Failing, 5_000).Judge().FalseExpiries);
        Assert.Empty(Lived.Checked().Born(0).Died(1_000).Born(3_001).Told(Sight.Failing, 5_000).Judge().FalseExpiries);
        Assert.Empty(Lived.Checked().Born(0).Died(4_999).Told(Sight.Failing, 5_000).Judge().FalseExpiries);
    }
}
