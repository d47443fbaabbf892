using MicroReg.Chaos.Subscribers;

namespace MicroReg.Cluster.Tests.Subscribers;

/// <summary>What breaks the contract is noted, and nothing else.</summary>
public sealed class CopyFindingsTests
{
    [Fact]
    public void An_event_older_than_one_on_the_same_stream_is_a_backward_step()
    {
        var findings = After(Events.Snapshot("c1", Events.There("6")), Events.Page("c2", Events.There("5")));

        Assert.Contains("node-1 sent 5 after 6", Assert.Single(findings.Backward), StringComparison.Ordinal);
    }

    [Fact]
    public void A_backward_step_within_a_page_and_behind_an_end_is_found_too() =>
        Assert.Equal(
            2, After(Events.Snapshot("c1", Events.Gone("6"), Events.There("5")), Events.Page("c2", Events.There("4"))).Backward.Count);

    [Fact]
    public void On_a_new_stream_nothing_older_comes_than_what_stands_before_the_cursor()
    {
        var copy = new SubscriberCopy(resumesItself: true);
        copy.Apply(Events.Snapshot("c1", Events.Gone("6")), "");
        copy.BeginStream();
        copy.Apply(Events.There("5", node: "node-2"));

        Assert.Contains("node-2 sent 5 to one that had seen 6", Assert.Single(copy.Findings().Backward), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_after_the_cursor_of_a_broken_stream_may_come_in_an_older_state_from_another_node()
    {
        var copy = new SubscriberCopy(resumesItself: true);
        copy.Apply(Events.Snapshot("c1", Events.There("4")), "");
        copy.Apply(Events.There("6"));
        copy.BeginStream();
        copy.Apply(Events.Page("c2", Events.There("5", node: "node-2")), "");

        Assert.Empty(copy.Findings().Backward);
    }

    [Fact]
    public void The_next_owner_of_a_callback_may_begin_further_back_but_goes_forward_too()
    {
        var copy = new SubscriberCopy(resumesItself: false);
        copy.Apply(Events.Snapshot("c1", Events.There("6")), "");
        copy.Apply(Events.Page("c2", Events.There("5", node: "node-2")), "");
        Assert.Empty(copy.Findings().Backward);

        copy.Apply(Events.Page("c3", Events.There("4", node: "node-2")), "");
        Assert.Single(copy.Findings().Backward);
    }

    [Fact]
    public void After_a_reset_anything_may_come() =>
        Assert.Empty(After(Events.Snapshot("c1", Events.There("6")), Events.Snapshot("c2", Events.There("5"))).Backward);

    [Fact]
    public void Events_that_come_twice_are_counted() =>
        Assert.Equal(1, After(Events.Snapshot("c1", Events.There("6")), Events.Page("c2", Events.There("6"))).Duplicates);

    [Fact]
    public void The_first_snapshot_is_no_reset_and_every_other_one_is() =>
        Assert.Equal(["here"], After(Events.Snapshot("c1"), Events.Page("c2"), Events.Snapshot("c3")).Resets);

    [Theory]
    [InlineData(20, 0, 20, true)]
    [InlineData(1, 0, 1, true)]
    [InlineData(20, 9, 20, true)]
    [InlineData(20, 9, 12, false)]
    [InlineData(20, 10, 20, false)]
    [InlineData(20, 0, 0, false)]
    [InlineData(0, 0, 20, false)]
    [InlineData(6, 2, 6, false)]
    public void A_snapshot_that_lacks_most_of_what_was_there_and_is_there_is_a_false_empty(int before, int after, int now, bool isFalse)
    {
        var findings = After(
            Events.Snapshot("c1", Events.Many(before)), Events.Snapshot("c2", Events.Many(after)).Unfinished(), Events.Page("c3"));

        Assert.Equal(isFalse, findings.FalseEmpties(now).Any());
    }

    [Fact]
    public void A_snapshot_is_measured_when_it_is_complete_and_by_what_was_held_when_all_was_well()
    {
        var findings = After(
            Events.Snapshot("c1", Events.Many(20)),
            Events.Snapshot("c2", Events.Many(1)).Unfinished(),
            Events.Snapshot("c3", Events.Many(1)).Unfinished(),
            Events.Page("c4", Events.Many(20, "6")));

        Assert.Equal([(0, 20), (20, 20)], findings.Snapshots);
    }

    private static CopyFindings After(params ReceivedPage[] pages)
    {
        var copy = new SubscriberCopy(resumesItself: true);
        foreach (var page in pages)
            copy.Apply(page, "here");
        return copy.Findings();
    }
}
