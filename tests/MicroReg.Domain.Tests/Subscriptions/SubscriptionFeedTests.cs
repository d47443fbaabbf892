using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Subscriptions;

public sealed class SubscriptionFeedTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RegistryDatabase _database;
    private readonly StatusFeed _feed;
    private long _commits;

    public SubscriptionFeedTests()
    {
        _database = new RegistryDatabase(new OriginId(1), _time);
        _database.Feed.Begin(VersionVector.Empty);
        _feed = new StatusFeed(_database.Feed, new FeedOptions(), () => Readiness.Ready, _time);
    }

    [Fact]
    public async Task Subscriptions_never_appear_as_events()
    {
        Run(new RegisterInstance(new InstanceKey("orders", "127.0.0.1", 80), InstanceAttributes.Default));
        var live = _feed.Read(EventCursor.Empty, EventFilter.All);
        var first = (await live.NextAsync(TimeSpan.Zero)).Value;
        Assert.Single(first.Events);

        var terms = new SubscriptionTerms { Url = "http://127.0.0.1/" };
        Run(new BeginSubscription("a", terms, "", 1));
        Run(new BeginSubscription("b", terms, "", 1));
        Run(new CheckpointCursor("a", "c"));
        Run(new EndSubscription("a"));

        Assert.Empty((await live.NextAsync(TimeSpan.Zero)).Value.Events);
        var since = (await _feed.Read(first.Cursor, EventFilter.All).NextAsync(TimeSpan.Zero)).Value;
        Assert.True(since is { Reset: false, More: false, Events.IsEmpty: true });
        Assert.Equal("orders",
            Assert.Single((await _feed.Read(EventCursor.Empty, EventFilter.All).NextAsync(TimeSpan.Zero)).Value.Events).Key.Name);
    }

    [Fact]
    public void A_copy_that_replaces_the_records_replaces_the_subscriptions()
    {
        Run(new BeginSubscription("old", new SubscriptionTerms { Url = "http://127.0.0.1/" }, "", 1));
        var old = _database.Records.Get(InstanceKey.OfSubscription("old"))!.Subscription!;
        var other = new OriginId(2);
        var brought = old with { Position = new Position(other, 1), Begun = old.Begun with { Origin = other } };
        var vector = VersionVector.Empty.Including(new Position(other, 1)).Including(old.Position);

        _database.Apply(new ReplaceRecords([new PartChange(InstanceKey.OfSubscription("new"), brought)], vector, ClusterFacts.None));

        Assert.Null(_database.Subscriptions.Find("old"));
        Assert.Equal(brought, _database.Subscriptions.Find("new"));
    }

    [Fact]
    public void A_subscription_newer_than_a_copy_is_submitted_again()
    {
        Run(new BeginSubscription("mine", new SubscriptionTerms { Url = "http://127.0.0.1/" }, "", 1));
        _database.Apply(new ReplaceRecords([], VersionVector.Empty, ClusterFacts.None));
        Assert.NotNull(_database.Subscriptions.Find("mine"));
    }

    private void Run(RegistryCommand command)
    {
        Assert.False(_database.TryCommit(ServiceRules.Decide(command, _database.Records.Get, [])).IsDefaultOrEmpty);
        _database.Feed.Close(++_commits, _database.Records.Vector, _database.Records.Sequence, isBreak: false, TimeSpan.Zero);
        _database.Feed.OnDurable(_commits);
    }
}
