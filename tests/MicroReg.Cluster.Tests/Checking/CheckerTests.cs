using MicroReg.Chaos.Checking;
using MicroReg.Testing.Calls;

namespace MicroReg.Cluster.Tests.Checking;

/// <summary>A checker that cannot fail is worthless: what must be found is found, and nothing else.</summary>
public sealed class CheckerTests
{
    private static readonly InstanceState Absent = InstanceState.Absent;

    [Fact]
    public void The_last_acknowledged_state_at_every_node_is_no_finding()
    {
        var draining = CallHistory.State(2, "draining");
        Assert.Empty(new CallHistory().Registered(1).Registered(2).Updated("draining").Judge(draining, draining).All);
        Assert.Empty(new CallHistory().Registered(1).Unregistered().Judge(Absent, Absent).All);
    }

    [Fact]
    public void An_acknowledged_registration_that_no_node_holds_is_lost()
    {
        var findings = new CallHistory().Registered(1).Judge(Absent, Absent);

        Assert.Contains(CallHistory.Instance, Assert.Single(findings.Lost), StringComparison.Ordinal);
        Assert.Single(findings.All);
    }

    [Fact]
    public void An_acknowledged_registration_that_one_node_lacks_is_lost_and_differs()
    {
        var findings = new CallHistory().Registered(1).Judge(CallHistory.State(1), Absent);

        Assert.Contains("node-2", Assert.Single(findings.Lost), StringComparison.Ordinal);
        Assert.Equal([CallHistory.Instance], findings.Differing);
    }

    [Fact]
    public void An_earlier_registration_or_status_is_stale()
    {
        Assert.Single(new CallHistory().Registered(1).Registered(2).Judge(CallHistory.State(1)).Stale);
        Assert.Single(new CallHistory().Registered(1).Updated("stopped").Judge(CallHistory.State(1)).Stale);
    }

    [Fact]
    public void A_state_that_nobody_ever_wrote_is_stale() =>
        Assert.Single(new CallHistory().Registered(1).Judge(CallHistory.State(7)).Stale);

    [Fact]
    public void An_unregistered_instance_that_is_there_came_back() =>
        Assert.Single(new CallHistory().Registered(1).Unregistered().Judge(CallHistory.State(1)).Resurrected);

    [Fact]
    public void An_instance_that_nobody_registered_and_is_there_came_back() =>
        Assert.Single(new CallHistory().Judge(CallHistory.State(1)).Resurrected);

    [Theory]
    [InlineData(nameof(CallOutcome.Unknown))]
    [InlineData(nameof(CallOutcome.Fault))]
    public void A_call_that_was_not_acknowledged_may_have_been_applied_or_not(string outcome)
    {
        var history = new CallHistory().Registered(1).Unregistered(Enum.Parse<CallOutcome>(outcome));

        Assert.Empty(history.Judge(CallHistory.State(1)).All);
        Assert.Empty(history.Judge(Absent).All);
        Assert.Single(history.Judge(CallHistory.State(2)).Stale);
    }

    [Fact]
    public void A_call_that_was_not_sent_has_no_effect()
    {
        var history = new CallHistory().Registered(1).Unregistered(CallOutcome.Unsent);

        Assert.Empty(history.Judge(CallHistory.State(1)).All);
        Assert.Single(history.Judge(Absent).Lost);
    }

    [Fact]
    public void A_later_acknowledgement_settles_what_was_unknown()
    {
        var history = new CallHistory().Registered(1, outcome: CallOutcome.Unknown).Registered(2);

        Assert.Empty(history.Judge(CallHistory.State(2)).All);
        Assert.Single(history.Judge(CallHistory.State(1)).Stale);
    }

    [Fact]
    public void An_answer_that_an_instance_is_not_there_settles_what_was_unknown()
    {
        var history = new CallHistory().Registered(1, outcome: CallOutcome.Unknown).Updated("stopped", wasThere: false);

        Assert.Empty(history.Judge(Absent).All);
        Assert.Single(history.Judge(CallHistory.State(1)).Resurrected);
    }

    [Fact]
    public void An_answer_that_something_acknowledged_is_not_there_is_a_loss_even_if_it_is_there_in_the_end() =>
        Assert.Single(new CallHistory().Registered(1).Updated("stopped", wasThere: false).Registered(2).Judge(CallHistory.State(2)).Lost);

    [Fact]
    public void An_answer_that_something_unregistered_is_there_is_a_resurrection_even_if_it_is_gone_in_the_end() =>
        Assert.Single(new CallHistory().Registered(1).Unregistered().Unregistered().Judge(Absent).Resurrected);

    [Fact]
    public void Instances_that_several_nodes_write_only_have_to_be_the_same_everywhere()
    {
        var history = new CallHistory().Registered(1, isShared: true).Registered(2, isShared: true);

        Assert.Empty(history.Judge(CallHistory.State(1), CallHistory.State(1)).All);
        Assert.Equal([CallHistory.Instance], history.Judge(CallHistory.State(1), CallHistory.State(2)).Differing);
        Assert.Equal([CallHistory.Instance], history.Judge(CallHistory.State(1), Absent).All);
    }

    [Fact]
    public void A_state_that_was_observed_after_all_calls_had_ended_may_not_change_any_more()
    {
        var history = new CallHistory().Registered(1).Unregistered(CallOutcome.Unknown);
        var observed = Assert.Single(Checker.Observe(history.Entries, CallHistory.Holding(CallHistory.State(1), 0)));

        var findings = Checker.Judge([.. history.Entries, observed], [CallHistory.Holding(Absent, 0)]);

        Assert.Single(findings.Lost);
        Assert.Empty(Checker.Observe([.. history.Entries, observed], CallHistory.Holding(CallHistory.State(1), 0)));
    }
}
