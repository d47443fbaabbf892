using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Cluster.Tests.Liveness;

/// <summary>What counts as a false expiry, and what does not.</summary>
public sealed class ExpiryTests
{
    [Fact]
    public void An_instance_that_sends_heartbeats_and_is_seen_well_is_no_finding() =>
        Assert.True(Lived.Leased().Born(0).Heartbeat(1_000, 2_000, 3_000).Reported(Sight.Well, 10).Judge().IsClean);

    [Theory]
    [InlineData(4_998, 1)] // the last beat, sent at 3,000, was not yet as old as the lease
    [InlineData(4_999, 0)] // a stamp is cut to the millisecond
    [InlineData(5_000, 0)]
    public void An_instance_that_is_seen_failing_before_its_lease_has_run_out_is_falsely_expired(double decided, int found) =>
        Assert.Equal(
            found, Lived.Leased().Born(0).Heartbeat(1_000, 2_000, 3_000).Reported(Sight.Failing, decided).Judge().FalseExpiries.Count);

    [Fact]
    public void A_dead_instance_that_is_seen_failing_too_soon_is_early_unless_its_last_heartbeat_may_be_lost()
    {
        var lived = Lived.Leased().Born(0).Heartbeat(1_000, 2_000).Died(2_500).Reported(Sight.Failing, 3_500);

        Assert.Equal((0, 1, 0), (lived.Judge().FalseExpiries.Count, lived.Judge().Early.Count, lived.Judge().EarlyByLostHeartbeats));
        Assert.False(lived.Judge().IsClean);
        Assert.Equal((0, 0, 1), (
            lived.Judge(delaysHeartbeats: true).FalseExpiries.Count,
            lived.Judge(delaysHeartbeats: true).Early.Count,
            lived.Judge(delaysHeartbeats: true).EarlyByLostHeartbeats));
    }

    [Fact]
    public void A_beat_that_was_not_yet_answered_speaks_for_nobody() =>
        Assert.Empty(Lived.Leased().Born(0).Heartbeat(1_000, 4_995).Reported(Sight.Failing, 5_000).Judge().FalseExpiries);

    [Fact]
    public void A_verdict_counts_once_however_many_nodes_report_it()
    {
        var expiry = Assert.Single(Lived.Leased().Born(0).Heartbeat(1_000).Reported(Sight.Failing, 1_500).Judge().FalseExpiries);

        Assert.Contains("node-1, node-2", expiry, StringComparison.Ordinal);
        Assert.Contains(Lived.Key, expiry, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_of_a_single_node_counts_even_if_the_node_was_away_for_some_time() =>
        Assert.Single(
            Lived.Leased().Born(0).Heartbeat(1_000).Reported(Sight.Failing, 1_500, "node-2").Judge(steady: ["node-1"]).FalseExpiries);

    [Fact]
    public void A_living_instance_that_is_seen_gone_is_falsely_expired_unless_it_has_left()
    {
        Assert.Single(Lived.Leased().Born(0).Heartbeat(1_000).Reported(Sight.Gone, 1_500).Judge().FalseExpiries);
        Assert.Empty(Lived.Leased().Born(0).Heartbeat(1_000).Left(1_400).Reported(Sight.Gone, 1_500).Judge().FalseExpiries);
    }

    [Fact]
    public void A_verdict_that_is_repeated_is_no_second_verdict() =>
        Assert.Single(
            Lived.Leased().Born(0).Heartbeat(1_000).Reported(Sight.Failing, 1_500).Reported(Sight.Failing, 1_600).Judge().FalseExpiries);

    [Fact]
    public void An_event_older_than_one_received_before_says_nothing()
    {
        var lived = Lived.Leased().Born(0).Heartbeat(1_000).Reported(Sight.Well, 1_500);

        Assert.Empty(lived.Reported(Sight.Failing, decided: 1_400, received: 1_600).Judge().FalseExpiries);
    }

    [Fact]
    public void A_suppressed_instance_is_seen_failing_although_it_lives() =>
        Assert.True(Lived.Leased().Born(0).Heartbeat(1_000).Reported(Sight.Failing, 1_500).Judge(isSuppressed: true).IsClean);

    [Fact]
    public void A_checked_one_is_falsely_expired_if_it_answered_as_long_as_a_probe_may_take()
    {
        Assert.Single(Lived.Checked().Born(0).Reported(Sight.Failing, 5_000).Judge().FalseExpiries);
        Assert.Single(Lived.Checked().Born(0).Died(1_000).Born(2_999).Reported(Sight.Failing, 5_000).Judge().FalseExpiries);
        Assert.Empty(Lived.Checked().Born(0).Died(1_000).Born(3_001).Reported(Sight.Failing, 5_000).Judge().FalseExpiries);
        Assert.Empty(Lived.Checked().Born(0).Died(4_999).Reported(Sight.Failing, 5_000).Judge().FalseExpiries);
    }
}
