using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;
using MicroReg.Domain.Subscriptions;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Subscriptions;

public sealed class StatusFeedActorTests : TestKit
{
    private static readonly SubscriptionTerms Terms = new() { Url = "http://127.0.0.1:9000/events", TtlSeconds = 60 };

    private readonly RegistryFixture _node;
    private readonly FakeSubscribers _subscribers;

    public StatusFeedActorTests()
        : base(TestSystems.Default)
    {
        _node = new RegistryFixture(Sys);
        _subscribers = _node.Subscribers;
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_subscriber_gets_a_snapshot_first_and_then_what_changes()
    {
        await _node.Register("orders");
        _node.StartSubscriptions(Sys);
        var id = await Subscribe();

        var first = _subscribers.Next();
        Assert.Equal((id, Terms.Url), (first.Id, first.Url.ToString()));
        Assert.True(first.Page.Reset);
        Assert.Equal(StatusEventKind.Registered, Assert.Single(first.Page.Events).Kind);

        await _node.Update("orders", ServiceStatus.Draining);
        var second = _subscribers.Next();
        Assert.False(second.Page.Reset);
        Assert.Equal(ServiceStatus.Draining, Assert.Single(second.Page.Events).Status);
    }

    [Fact]
    public async Task A_subscriber_with_a_cursor_gets_the_changes_since_then_that_its_filter_selects()
    {
        await _node.Register("orders");
        var stand = (await _node.Events.Read(EventCursor.Empty, new EventFilter()).NextAsync(TimeSpan.Zero)).Value.Cursor;
        _node.StartSubscriptions(Sys);
        await Subscribe(Terms with { Prefix = "b" }, stand.ToString());

        await _node.Register("basket");

        var page = _subscribers.Next().Page;
        Assert.False(page.Reset);
        Assert.Equal("basket", Assert.Single(page.Events).Key.Name);
    }

    [Fact]
    public async Task A_subscriber_that_got_more_from_another_node_answers_with_its_cursor_and_continues_from_there()
    {
        await _node.Register("orders");
        var reader = _node.Events.Read(EventCursor.Empty, new EventFilter());
        await reader.NextAsync(TimeSpan.Zero);
        _node.StartSubscriptions(Sys);
        await Subscribe(Terms, reader.Cursor.ToString());
        await _node.Register("bills");
        Assert.Equal("bills", Assert.Single(_subscribers.Next().Page.Events).Key.Name);

        await _node.Register("told-by-another-node");
        _subscribers.Next();
        while ((await reader.NextAsync(TimeSpan.Zero)).Value.Events.Length > 0)
        {
        }

        var stand = reader.Cursor;
        _subscribers.Cursor = call => call.After.Vector.Equals(stand.Vector) ? null : stand;
        await _node.Update("orders", ServiceStatus.Draining);
        while (_subscribers.Next() is var call && call.Page.Events is not [{ Status: ServiceStatus.Draining }])
            Assert.NotEqual(stand.Vector, call.After.Vector);
    }

    [Fact]
    public async Task A_page_says_where_it_begins()
    {
        await _node.Register("orders");
        _node.StartSubscriptions(Sys);
        await Subscribe();
        var first = _subscribers.Next();
        Assert.True(first.After.IsEmpty);
        await _node.Update("orders", ServiceStatus.Draining);
        Assert.Equal(first.Page.Cursor, _subscribers.Next().After);
    }

    [Fact]
    public async Task A_subscriber_whose_cursor_is_ahead_of_this_node_gets_a_snapshot_only_after_a_while()
    {
        await _node.Register("orders");
        var elsewhere = new EventCursor(VersionVector.Of(new OriginId(0xdead), 7), _node.Time.GetUtcNow());
        var calls = 0;
        _subscribers.Cursor = _ => ++calls == 1 ? elsewhere : null;
        _node.StartSubscriptions(Sys);
        var began = _node.Time.GetUtcNow();
        await Subscribe(Terms with { TtlSeconds = 86_400 });
        _subscribers.Next();
        AdvanceUntilCalled(TimeSpan.FromSeconds(8));
        Assert.True(_subscribers.Next().Page.Reset);
        Assert.True(_node.Time.GetUtcNow() - began > TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_subscriber_whose_cursor_this_node_can_never_continue_gets_a_snapshot_at_once()
    {
        await _node.Register("orders");
        var elsewhere = new EventCursor(
            VersionVector.Empty, _node.Time.GetUtcNow(), new SnapshotInProgress(new OriginId(0xdead), VersionVector.Empty));
        var calls = 0;
        _subscribers.Cursor = _ => ++calls == 1 ? elsewhere : null;
        _node.StartSubscriptions(Sys);
        await Subscribe(Terms with { TtlSeconds = 86_400 });
        _subscribers.Next();
        Assert.True(_subscribers.Next().Page.Reset);
    }

    [Fact]
    public async Task Where_another_node_tells_the_subscriber_too_this_one_is_there_soon_after_the_other_ends()
    {
        var stands = new List<EventCursor>();
        foreach (var name in new[] { "orders", "bills" })
        {
            await _node.Register(name);
            stands.Add((await _node.Events.Read(EventCursor.Empty, new EventFilter()).NextAsync(TimeSpan.Zero)).Value.Cursor);
        }

        await _node.Register("beyond-both");
        var calls = 0;
        _subscribers.Cursor = _ => ++calls <= 20 ? stands[calls % 2] : null;
        _node.StartSubscriptions(Sys);
        var began = _node.Time.GetUtcNow();
        await Subscribe(Terms with { TtlSeconds = 86_400 });
        _subscribers.Next();
        while (calls <= 20)
        {
            AdvanceUntilCalled(TimeSpan.FromMilliseconds(500));
            _subscribers.Next();
        }

        Assert.InRange(_node.Time.GetUtcNow() - began, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
        Assert.Equal(0, _node.Subscriptions.Status.OpenCircuits);
    }

    [Fact]
    public async Task A_page_that_was_not_taken_is_sent_again_later_and_later()
    {
        await _node.Register("orders");
        var answers = new Queue<string?>(["refused", "refused", null]);
        _subscribers.Answer = (_, _) => Task.FromResult(answers.TryDequeue(out var answer) ? answer : null);
        _node.StartSubscriptions(Sys);
        await Subscribe(Terms with { TtlSeconds = 86_400 });

        var page = _subscribers.Next().Page;
        AdvanceUntilCalled(TimeSpan.FromSeconds(1));
        Assert.Same(page, _subscribers.Next().Page);
        AdvanceUntilCalled(TimeSpan.FromSeconds(2));
        Assert.Same(page, _subscribers.Next().Page);
        await AwaitAssertAsync(() => Assert.Equal((1, 2), (_node.Subscriptions.Status.Delivered, _node.Subscriptions.Status.Failed)));
    }

    [Fact]
    public async Task After_some_failures_the_circuit_is_open_and_a_probe_gets_the_latest_state()
    {
        await _node.Register("orders");
        var isUp = false;
        _subscribers.Answer = (_, _) => Task.FromResult(isUp ? null : "refused");
        _node.StartSubscriptions(Sys);
        await Subscribe(Terms with { TtlSeconds = 86_400 });
        for (var i = 0; i < CallPace.OpensAfter; i++)
        {
            _subscribers.Next();
            if (i < CallPace.OpensAfter - 1)
                AdvanceUntilCalled(TimeSpan.FromSeconds(8));
        }

        await AwaitAssertAsync(() => Assert.Equal(1, _node.Subscriptions.Status.OpenCircuits));
        await _node.Register("basket");
        Assert.True(_subscribers.IsQuiet);
        isUp = true;
        AdvanceUntilCalled(TimeSpan.FromSeconds(30));

        var page = _subscribers.Next().Page;
        Assert.True(page.Reset);
        Assert.Equal(["basket", "orders"], page.Events.Select(told => told.Key.Name).Order());
        await AwaitAssertAsync(() => Assert.Equal(0, _node.Subscriptions.Status.OpenCircuits));
    }

    [Fact]
    public async Task A_subscriber_that_does_not_answer_is_given_up_for_this_time()
    {
        await _node.Register("orders");
        _subscribers.Answer = async (_, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return null;
        };
        _node.StartSubscriptions(Sys);
        await Subscribe();
        _subscribers.Next();

        _node.Time.Advance(_node.SubscriptionOptions.CallTimeout);

        await AwaitAssertAsync(() => Assert.Equal(1, _node.Subscriptions.Status.Failed));
    }

    [Fact]
    public async Task A_slow_subscriber_delays_no_other()
    {
        await _node.Register("orders");
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _subscribers.Answer = (call, _) => call.Url.Port == 1 ? answer.Task : Task.FromResult<string?>(null);
        _node.StartSubscriptions(Sys);
        await Subscribe(Terms with { Url = "http://127.0.0.1:1/" });
        _subscribers.Next();
        await Subscribe();
        Assert.Equal(9000, _subscribers.Next().Url.Port);

        await _node.Register("basket");
        var next = _subscribers.Next();
        Assert.Equal((9000, "basket"), (next.Url.Port, Assert.Single(next.Page.Events).Key.Name));

        answer.SetResult(null);
        var late = _subscribers.Next();
        Assert.Equal((1, "basket"), (late.Url.Port, Assert.Single(late.Page.Events).Key.Name));
    }

    [Fact]
    public async Task A_quiet_subscriber_hears_of_the_node_now_and_then()
    {
        await _node.Register("orders");
        _node.StartSubscriptions(Sys);
        await Subscribe(Terms with { TtlSeconds = 86_400 });
        var first = _subscribers.Next().Page;

        AdvanceUntilCalled(_node.SubscriptionOptions.Heartbeat);

        var heartbeat = _subscribers.Next().Page;
        Assert.True(heartbeat is { Events.IsEmpty: true, Reset: false, More: false });
        Assert.True(heartbeat.Cursor.IssuedAt > first.Cursor.IssuedAt);
    }

    [Fact]
    public async Task The_cursor_is_written_once_in_a_while_if_something_was_told_and_then_no_more()
    {
        await _node.Register("orders");
        _node.StartSubscriptions(Sys);
        var id = await Subscribe(Terms with { TtlSeconds = 86_400 });
        var told = _subscribers.Next().Page.Cursor;
        await AwaitAssertAsync(() => Assert.Equal(told.ToString(), _node.Database.Subscriptions.Find(id)!.Cursor));

        await _node.Register("basket");
        var next = _subscribers.Next().Page.Cursor;
        Look();
        Assert.Equal(told.ToString(), _node.Database.Subscriptions.Find(id)!.Cursor);
        _node.Time.Advance(_node.SubscriptionOptions.CursorInterval);
        await AwaitAssertAsync(() => Assert.Equal(next.ToString(), _node.Database.Subscriptions.Find(id)!.Cursor));

        var written = _node.Database.Subscriptions.Find(id)!.Stamp;
        _node.Time.Advance(_node.SubscriptionOptions.CursorInterval * 2);
        Look();
        Look();
        Assert.Equal(written, _node.Database.Subscriptions.Find(id)!.Stamp);
    }

    [Fact]
    public async Task The_next_owner_goes_on_where_the_cursor_says()
    {
        await _node.Register("orders");
        var owner = _node.StartSubscriptions(Sys);
        var id = await Subscribe(Terms with { TtlSeconds = 86_400 });
        _subscribers.Next();
        await AwaitAssertAsync(() => Assert.NotEqual("", _node.Database.Subscriptions.Find(id)!.Cursor));
        Watch(owner);
        Sys.Stop(owner);
        await ExpectTerminatedAsync(owner);
        await _node.Register("basket");
        Assert.True(_subscribers.IsQuiet);

        _node.StartSubscriptions(Sys);

        var page = _subscribers.Next().Page;
        Assert.False(page.Reset);
        Assert.Equal("basket", Assert.Single(page.Events).Key.Name);
    }

    [Fact]
    public async Task A_subscription_of_another_node_is_left_to_it_and_taken_over_once_that_node_is_gone()
    {
        await _node.Register("orders");
        _node.Cluster = With(Peer("b"));
        _node.StartSubscriptions(Sys);
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
            ids.Add(await Subscribe());
        var own = ids.Where(id => new Rendezvous(["0123456789abcdef", "b"]).OwnerOf(InstanceKey.OfSubscription(id)) != "b").ToList();
        Assert.InRange(own.Count, 1, 19);
        await AwaitAssertAsync(() => Assert.Equal((20, own.Count), (_node.Subscriptions.Status.Count, _node.Subscriptions.Status.Owned)));
        Assert.Equal(own.Order(), own.Select(_ => _subscribers.Next().Id).Order());

        _node.Cluster = With(Peer("b") with { IsReachable = false });

        Assert.Equal(ids.Except(own).Order(), ids.Except(own).Select(_ => _subscribers.Next().Id).Order());
        await AwaitAssertAsync(() => Assert.Equal(20, _node.Subscriptions.Status.Owned));
        _node.Cluster = With(Peer("b"));
        await AwaitAssertAsync(() => Assert.Equal(own.Count, _node.Subscriptions.Status.Owned));
    }

    [Fact]
    public async Task A_node_that_reaches_no_majority_ends_nothing()
    {
        _node.Cluster = With(Peer("b") with { IsReachable = false }, Peer("c") with { IsReachable = false });
        _node.StartSubscriptions(Sys);
        var id = await Subscribe();
        await AwaitAssertAsync(() => Assert.Equal(1, _node.Subscriptions.Status.Owned));
        _node.Time.Advance(TimeSpan.FromSeconds(65));
        Look();
        Assert.NotNull(_node.Database.Subscriptions.Find(id));

        // A cursor that was noted just before is what the next write waits for.
        _node.Cluster = With(Peer("b"), Peer("c") with { IsReachable = false });
        await AwaitAssertAsync(() =>
        {
            _node.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(_node.Database.Subscriptions.Find(id));
        });
    }

    [Fact]
    public async Task A_subscription_that_is_not_renewed_ends_and_a_renewed_one_continues()
    {
        _node.StartSubscriptions(Sys);
        var (kept, left) = (await Subscribe(), await Subscribe());
        _node.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.True((await _node.Registry.RenewSubscriptionAsync(kept)).Value);
        _node.Time.Advance(TimeSpan.FromSeconds(15));

        // A cursor that was noted just before is what the next write waits for.
        Look();
        _node.Time.Advance(TimeSpan.FromSeconds(11));
        await AwaitAssertAsync(() => Assert.Null(_node.Database.Subscriptions.Find(left)));
        Assert.NotNull(_node.Database.Subscriptions.Find(kept));
        Assert.False((await _node.Registry.RenewSubscriptionAsync(left)).Value);
        await AwaitAssertAsync(() => Assert.Equal((1, 1), (_node.Subscriptions.Status.Count, _node.Subscriptions.Status.Owned)));
    }

    [Fact]
    public async Task Nobody_is_called_after_it_has_unsubscribed()
    {
        await _node.Register("orders");
        _node.StartSubscriptions(Sys);
        var id = await Subscribe();
        _subscribers.Next();
        Assert.True((await _node.Registry.UnsubscribeAsync(id)).Value);
        await AwaitAssertAsync(() => Assert.Equal(0, _node.Subscriptions.Status.Owned));

        await _node.Register("basket");
        Assert.False((await _node.Registry.UnsubscribeAsync(id)).Value);
        Assert.True(_subscribers.IsQuiet);
    }

    [Fact]
    public async Task Only_so_many_are_taken_and_only_to_where_this_node_may_call()
    {
        Assert.Equal(FaultKind.Invalid, (await _node.Registry.SubscribeAsync(Terms with { Url = "http://8.8.8.8/" })).Fault!.Kind);
        for (var i = 0; i < _node.SubscriptionOptions.MaxSubscriptions; i++)
            await Subscribe();
        Assert.Equal(FaultKind.TooMany, (await _node.Registry.SubscribeAsync(Terms)).Fault!.Kind);
    }

    private static ReplicaStatus With(params PeerStatus[] peers) => ReplicaStatus.Alone with
    {
        Peers = [.. peers],
        Known = KnownNodes.Of(peers.Select(peer => peer.NodeId).Append("0123456789abcdef")
            .Select(id => new KnownNode(id, id, "", NodeState.Counted, default))),
        Reachable = 1 + peers.Count(peer => peer.IsReachable),
    };

    private static PeerStatus Peer(string id) =>
        new() { NodeId = id, Name = id, Address = "", State = NodeState.Counted, IsReachable = true };

    private async Task<string> Subscribe(SubscriptionTerms? terms = null, string cursor = "") =>
        (await _node.Registry.SubscribeAsync(terms ?? Terms, cursor)).Value.Id;

    /// <summary>The actor has looked once more when this returns: a look and its answer go through its mailbox in order.</summary>
    private void Look()
    {
        var actor = Sys.ActorSelection($"/user/{Actors.Subscriptions.StatusFeedActor.Name}");
        actor.Tell(Actors.Subscriptions.StatusFeedActor.LookNow);
        actor.Tell(new Identify(1), TestActor);
        ExpectMsg<ActorIdentity>();
    }

    /// <summary>The waits begin after the answer, on another thread: time goes on until one of them has ended.</summary>
    private void AdvanceUntilCalled(TimeSpan most) => AwaitCondition(
        () =>
        {
            _node.Time.Advance(most / 4);
            return !_subscribers.IsQuiet;
        },
        TimeSpan.FromSeconds(60),
        TimeSpan.FromMilliseconds(20));
}
