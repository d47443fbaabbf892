using MicroReg.Chaos.Subscribers;

namespace MicroReg.Cluster.Tests.Subscribers;

public sealed class EventFindingsTests
{
    [Fact]
    public void A_verdict_says_in_one_line_what_subscribers_received()
    {
        var subscriber = new Idle();
        subscriber.Copy.Apply(Events.Snapshot("c1", Events.Many(1234)), "");
        subscriber.Resumes.Enqueue(new Resume("node-1", "node-2", TimeSpan.FromSeconds(0.44), WasReset: false, HadChoice: true));

        var findings = new EventFindings().With([subscriber], mayReset: false);

        Assert.Equal(
            "1 subscribers, 1,234 events, 0 gaps, 0 ghosts, 0 backward, 0 false empties, 0 resets, resumes: 1, the longest 0.4 s",
            findings.ToString());
        Assert.True(findings.IsClean);
    }

    [Fact]
    public void Whatever_breaks_the_contract_is_not_clean()
    {
        Assert.False(new EventFindings { Gaps = { "a gap" } }.IsClean);
        Assert.False(new EventFindings { Ghosts = { "a ghost" } }.IsClean);
        Assert.False(new EventFindings { FalseEmpties = { "an empty" } }.IsClean);
        Assert.False(After(subscriber => subscriber.Copy.Apply(Events.Snapshot("c1", Events.There("6"), Events.There("5")), "")).IsClean);
        Assert.False(After(subscriber => subscriber.LateHeartbeats.Enqueue("a late beat")).IsClean);
        Assert.False(After(subscriber => subscriber.Problems.Enqueue("a problem")).IsClean);
        Assert.True(After(_ => { }).IsClean);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_snapshot_in_the_place_of_changes_counts_where_no_reason_for_it_is_known(bool mayReset, bool isClean)
    {
        var findings = After(
            subscriber =>
            {
                subscriber.Copy.Apply(Events.Snapshot("c1"), "");
                subscriber.Copy.Apply(Events.Snapshot("c2"), "at node-2");
            },
            mayReset);

        Assert.Equal((1, isClean), (findings.Resets, findings.IsClean));
    }

    [Fact]
    public void A_snapshot_is_no_needless_one_if_nobody_was_there_but_the_node_that_came_back() =>
        Assert.True(After(
            subscriber =>
            {
                subscriber.Copy.Apply(Events.Snapshot("c1"), "");
                subscriber.Copy.Apply(Events.Snapshot("c2"), "at node-1");
                subscriber.Resumes.Enqueue(new Resume("node-1", "node-1", TimeSpan.FromSeconds(2), WasReset: true, HadChoice: false));
            },
            mayReset: false).IsClean);

    [Fact]
    public void A_stream_that_broke_while_no_other_node_was_there_is_no_resume() =>
        Assert.Empty(After(subscriber => subscriber.Resumes.Enqueue(
            new Resume("node-1", "node-1", TimeSpan.FromSeconds(9), WasReset: false, HadChoice: false))).Resumes);

    private static EventFindings After(Action<Subscriber> happened, bool mayReset = true)
    {
        var subscriber = new Idle();
        happened(subscriber);
        return new EventFindings().With([subscriber], mayReset);
    }

    private sealed class Idle() : Subscriber(new("idle", SubscriberFilter.All, []), resumesItself: true)
    {
        protected override Task FollowAsync() => Task.CompletedTask;
    }
}
