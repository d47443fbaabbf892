using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.Subscriptions.Watching;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.Subscriptions;

public sealed class StatusWatchTests : TestKit
{
    private static readonly EventFilter Everything = new();

    private readonly RegistryFixture _node;
    private readonly IActorRef _feed;

    public StatusWatchTests()
        : base(TestSystems.Default)
    {
        _node = new RegistryFixture(Sys);
        _feed = _node.StartSubscriptions(Sys);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_watcher_gets_a_snapshot_and_each_further_page_when_it_has_taken_the_last()
    {
        await _node.Register("orders");
        // The caller may be answered before the feed has heard that the change is on disk.
        await AwaitAssertAsync(
            async () => Assert.Single((await _node.Events.Read(EventCursor.Empty, Everything).NextAsync(TimeSpan.Zero)).Value.Events));
        _feed.Tell(new WatchStatus(Everything, EventCursor.Empty), TestActor);
        var first = await ExpectMsgAsync<StatusPage>();
        Assert.True(first.Reset);
        Assert.Equal("orders", Assert.Single(first.Events).Key.Name);
        var session = LastSender;

        await _node.Register("basket");
        await _node.Update("basket", ServiceStatus.Draining);
        Assert.False(HasMessages);
        session.Tell(StatusPageTaken.Instance, TestActor);

        var second = await ExpectMsgAsync<StatusPage>();
        Assert.False(second.Reset);
        Assert.All(second.Events, told => Assert.Equal("basket", told.Key.Name));
        Assert.Equal(ServiceStatus.Draining, second.Events[^1].Status);
    }

    [Fact]
    public async Task A_watch_with_a_cursor_continues_from_there_with_its_filter()
    {
        await _node.Register("orders");
        var stand = (await _node.Events.Read(EventCursor.Empty, Everything).NextAsync(TimeSpan.Zero)).Value.Cursor;
        _feed.Tell(new WatchStatus(new EventFilter { Prefix = "b" }, stand), TestActor);
        await _node.Register("orders-too");
        await _node.Register("basket");
        var page = await ExpectMsgAsync<StatusPage>();
        Assert.False(page.Reset);
        Assert.Equal("basket", Assert.Single(page.Events).Key.Name);
    }

    [Fact]
    public async Task A_watch_ends_with_its_watcher_or_when_the_watcher_says_so()
    {
        await _node.Register("orders");
        foreach (var isToDie in (bool[])[true, false])
        {
            var watcher = CreateTestProbe();
            _feed.Tell(new WatchStatus(Everything, EventCursor.Empty), watcher.Ref);
            await watcher.ExpectMsgAsync<StatusPage>();
            var session = watcher.LastSender;
            Watch(session);
            if (isToDie)
                Sys.Stop(watcher.Ref);
            else
                _feed.Tell(UnwatchStatus.Instance, watcher.Ref);
            await ExpectTerminatedAsync(session);
        }
    }

    [Fact]
    public async Task A_watcher_that_asks_again_begins_anew()
    {
        await _node.Register("orders");
        _feed.Tell(new WatchStatus(Everything, EventCursor.Empty), TestActor);
        await ExpectMsgAsync<StatusPage>();
        var before = LastSender;
        Watch(before);
        _feed.Tell(new WatchStatus(Everything, EventCursor.Empty), TestActor);
        var (pages, ends) = (0, 0);
        for (var i = 0; i < 2; i++)
            switch (await ReceiveOneAsync(TimeSpan.FromSeconds(60)))
            {
                case StatusPage { Reset: true }: pages++; break;
                case Terminated: ends++; break;
            }

        Assert.Equal((1, 1), (pages, ends));
    }
}
