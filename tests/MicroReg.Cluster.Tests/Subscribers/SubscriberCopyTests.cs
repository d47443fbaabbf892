using MicroReg.Chaos.Subscribers;

namespace MicroReg.Cluster.Tests.Subscribers;

/// <summary>A copy by the rules that any receiver follows.</summary>
public sealed class SubscriberCopyTests
{
    private readonly SubscriberCopy _copy = new(resumesItself: true);

    [Fact]
    public void Events_are_applied_by_their_versions()
    {
        Take(Events.Snapshot("c1", Events.There("5")));
        Take(Events.Page("c2", Events.There("6", Events.Shown(status: "stopped"))));

        Assert.Equal(Events.All(Events.Shown(status: "stopped")), _copy.See().Instances);
        Assert.Equal("c2", _copy.Cursor);
    }

    [Fact]
    public void An_older_event_and_a_repeated_one_change_nothing()
    {
        Take(Events.Snapshot("c1", Events.There("6")));
        Take(Events.Page(
            "c2", Events.There("5", Events.Shown(status: "stopped")), Events.There("6", Events.Shown(status: "error")), Events.Gone("6")));

        Assert.Equal(Events.All(Events.Shown()), _copy.See().Instances);
    }

    [Fact]
    public void An_instance_that_is_gone_is_forgotten_and_an_unknown_one_is_ignored()
    {
        Take(Events.Snapshot("c1", Events.There("5")));
        Take(Events.Page("c2", Events.Gone("6"), Events.Gone("7", "unheard-of")));

        Assert.Empty(_copy.See().Instances);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_subscriber_that_two_nodes_call_back_remembers_which_instances_are_gone(bool resumesItself, int existing)
    {
        var copy = new SubscriberCopy(resumesItself);
        copy.Apply(Events.Snapshot("c1", Events.There("5"), Events.Gone("6")), "");
        copy.Apply(Events.Page("c2", Events.There("5", node: "node-2")), "");
        Assert.Equal(existing, copy.See().Instances.Count);

        copy.Apply(Events.Page("c3", Events.There("7", node: "node-2")), "");
        Assert.Single(copy.See().Instances);
    }

    [Fact]
    public void A_copy_is_consistent_at_a_cursor_behind_which_nothing_follows_until_the_next_event()
    {
        Assert.False(_copy.See().IsConsistent);
        Take(Events.Snapshot("c1", Events.There("5")).Unfinished());
        Assert.False(_copy.See().IsConsistent);
        Take(Events.Page("c2"));
        Assert.True(_copy.See().IsConsistent);
        _copy.Apply(Events.There("6"));
        Assert.False(_copy.See().IsConsistent);
    }

    [Fact]
    public void Events_count_once_their_cursor_has_arrived()
    {
        Take(Events.Snapshot("c1", Events.There("5")));
        _copy.Reset("cannot be continued");
        _copy.Apply(Events.There("6", Events.Shown("users")));
        Assert.Equal(Events.All(Events.Shown()), _copy.See().Instances);
        Assert.False(_copy.See().IsConsistent);

        _copy.Mark("c2", more: false);
        Assert.Equal(Events.All(Events.Shown("users")), _copy.See().Instances);
        Assert.Equal("c2", _copy.Cursor);
    }

    [Fact]
    public void Events_since_the_last_cursor_of_a_stream_are_dropped_when_it_breaks()
    {
        Take(Events.Snapshot("c1", Events.There("5")));
        _copy.Reset("cannot be continued");
        _copy.Apply(Events.There("6", Events.Shown("users")));
        _copy.BeginStream();

        Assert.Equal("c1", _copy.Cursor);
        Take(Events.Page("c3", Events.There("6", Events.Shown(status: "stopped"), "node-2")));
        Assert.Equal(Events.All(Events.Shown(status: "stopped")), _copy.See().Instances);
    }

    [Fact]
    public void A_correct_stream_gives_no_finding()
    {
        Take(Events.Snapshot("c1", Events.There("5"), Events.There("5", Events.Shown("users"))));
        Take(Events.Page("c2", Events.Gone("6"), Events.There("7"), Events.There("6", Events.Shown("users"))));
        _copy.BeginStream();
        Take(Events.Page("c3", Events.There("8", node: "node-2")));

        var findings = _copy.Findings();
        Assert.Empty(findings.Backward);
        Assert.Empty(findings.Resets);
        Assert.Empty(findings.FalseEmpties(now: 2));
        Assert.Equal((6, 0), (findings.Events, findings.Duplicates));
    }

    private void Take(ReceivedPage page) => _copy.Apply(page, "stream-0");
}
