using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Cluster.Tests.Liveness;

/// <summary>Which deaths must be found by when, and which come-backs and removals.</summary>
public sealed class DeathTests
{
    private static Lived Dead => Lived.Leased().Born(0).Heartbeat(1_000).Died(1_500).Reported(Sight.Well, 10);

    [Theory]
    [InlineData(3_000, true)]
    [InlineData(4_500, true)] // lease and 1 s after the death
    [InlineData(4_501, false)]
    public void A_death_is_found_in_time_or_missed(double decided, bool isFound)
    {
        var findings = Dead.Reported(Sight.Failing, decided).Judge();

        Assert.Equal((1, isFound ? 1 : 0, isFound), (findings.Deaths, findings.Noticed, findings.IsClean));
        Assert.Equal([decided + 20 - 1_500], findings.Times);
        Assert.Equal(3_000, findings.Limit);
    }

    [Theory]
    [InlineData(5_500, 1)] // a second later than due
    [InlineData(5_501, 0)]
    public void A_death_that_was_decided_in_time_must_also_be_reported_in_time(double received, int noticed) =>
        Assert.Equal(noticed, Dead.Reported(Sight.Failing, decided: 4_400, received).Judge().Noticed);

    [Fact]
    public void A_death_that_one_node_does_not_report_is_missed_unless_that_node_was_away()
    {
        var lived = Dead.Reported(Sight.Failing, 3_000, "node-1");

        Assert.Contains("node-2 did not report it", Assert.Single(lived.Judge().Missed), StringComparison.Ordinal);
        Assert.Empty(lived.Judge(steady: ["node-1"]).Missed);
    }

    [Fact]
    public void A_death_that_nobody_reports_is_missed() => Assert.Single(Dead.Judge().Missed);

    [Fact]
    public void A_death_that_was_reported_everywhere_before_it_was_due_is_judged_at_once()
    {
        Assert.Equal(1, Dead.Reported(Sight.Failing, 3_000).Judge(until: 3_021).Noticed);
        Assert.Equal(1, Dead.Reported(Sight.Failing, 3_000).Born(3_100).Judge().Noticed);
    }

    [Fact]
    public void A_death_that_is_not_due_when_the_watch_ends_or_that_ends_before_is_not_judged()
    {
        Assert.Equal(0, Dead.Judge(until: 5_000).Deaths);
        Assert.Equal(0, Dead.Born(5_000).Judge().Deaths);
        Assert.Equal(0, Dead.Left(5_000).Judge().Deaths);
    }

    [Fact]
    public void After_a_fault_of_the_watchers_a_death_counts_from_when_somebody_watched_again()
    {
        var lived = Dead.Reported(Sight.Failing, 7_900);

        Assert.Empty(lived.Judge(takenOver: 5_000).Missed);
        Assert.Single(lived.Judge(takenOver: 4_800).Missed);
    }

    [Fact]
    public void A_removed_instance_counts_as_found() => Assert.Empty(Dead.Reported(Sight.Gone, 4_000).Judge().Missed);

    [Theory]
    [InlineData(6_000, false)] // failing at 4,000 and to be removed 2 s later
    [InlineData(7_000, false)]
    [InlineData(7_001, true)]
    [InlineData(5_899, true)]
    public void A_dead_instance_that_asked_for_removal_is_removed_in_time_too_early_or_too_late(double decided, bool isWrong)
    {
        var findings = Lived.Leased(deregisterAfter: 2)
            .Born(0)
            .Heartbeat(1_000)
            .Died(1_500)
            .Reported(Sight.Failing, 4_000)
            .Reported(Sight.Gone, decided)
            .Judge();

        Assert.Equal((1, isWrong ? 1 : 0), (findings.Removals, findings.WrongRemovals.Count));
    }

    [Theory]
    [InlineData(9_500, true)]
    [InlineData(12_500, false)]
    public void An_instance_that_lives_again_is_seen_well_in_time_or_late(double decided, bool isInTime)
    {
        var findings = Dead.Reported(Sight.Failing, 3_000).Born(9_000).Heartbeat(9_001).Reported(Sight.Well, decided).Judge();

        Assert.Equal((1, isInTime ? 0 : 1, 1), (findings.Returns, findings.LateReturns.Count, findings.Deaths));
    }

    [Fact]
    public void A_dead_instance_that_is_seen_well_has_risen_unless_a_late_heartbeat_explains_it()
    {
        var lived = Dead.Reported(Sight.Failing, 3_000).Reported(Sight.Well, 5_000);

        Assert.Contains("node-1, node-2", Assert.Single(lived.Judge().Risen), StringComparison.Ordinal);
        Assert.False(lived.Judge().IsClean);
        Assert.Equal(
            (1, true), (lived.Judge(delaysHeartbeats: true).RecoveredByLateHeartbeats, lived.Judge(delaysHeartbeats: true).IsClean));
        Assert.True(Dead.Reported(Sight.Failing, 3_000).Born(4_990).Heartbeat(4_991).Reported(Sight.Well, 5_000).Judge().IsClean);
    }

    [Fact]
    public void A_second_death_is_judged_by_itself()
    {
        var lived = Dead.Reported(Sight.Failing, 3_000).Born(9_000).Heartbeat(9_001).Reported(Sight.Well, 9_100).Died(12_000);

        Assert.Equal((2, 1), (lived.Judge().Deaths, lived.Judge().Noticed));
        Assert.Equal((2, 2), (lived.Reported(Sight.Failing, 12_900).Judge().Deaths, lived.Judge().Noticed));
    }
}
