using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Rules;

public sealed class SubscriptionRulesTests
{
    private static readonly SubscriptionTerms Terms = new() { Url = "http://127.0.0.1:9000/events" };

    private readonly RegistryDatabase _database = new(new OriginId(1), new FakeTimeProvider());

    [Fact]
    public void A_subscription_exists_from_its_start_to_its_end()
    {
        Run(new BeginSubscription("a", Terms, "", 1000));
        Assert.Equal((Terms, 1000L, "", 301_000L), (Stored.Terms, Stored.RenewedAt, Stored.Cursor, Stored.EndsAt));
        var begun = Stored.Begun;

        Run(new RenewSubscription("a", 5000));
        Run(new CheckpointCursor("a", "c"));
        Assert.Equal((5000L, "c", begun), (Stored.RenewedAt, Stored.Cursor, Stored.Begun));
        Assert.True(Stored.Stamp > begun);

        Run(new EndSubscription("a"));
        Assert.Null(_database.Subscriptions.Find("a"));
        Assert.Equal(0, _database.Subscriptions.Count);
    }

    [Fact]
    public void A_missing_subscription_is_neither_renewed_nor_checkpointed_nor_ended()
    {
        foreach (var command in (
            SubscriptionCommand[])[new RenewSubscription("a", 1), new CheckpointCursor("a", "c"), new EndSubscription("a")])
            Assert.Empty(SubscriptionRules.Decide(command, _database.Records.Get).Writes);
    }

    [Fact]
    public void A_subscription_renewed_meanwhile_does_not_expire()
    {
        Run(new BeginSubscription("a", Terms, "", 1000));
        Run(new RenewSubscription("a", 2000));
        Assert.Empty(SubscriptionRules.Decide(new EndSubscription("a", 1000), _database.Records.Get).Writes);
        Assert.Single(SubscriptionRules.Decide(new EndSubscription("a", 2000), _database.Records.Get).Writes);
    }

    [Fact]
    public void A_renewal_from_a_slow_clock_does_not_shorten_a_subscription()
    {
        Run(new BeginSubscription("a", Terms, "", 9000));
        Run(new RenewSubscription("a", 2000));
        Assert.Equal(9000, Stored.RenewedAt);
    }

    [Fact]
    public void Subscriptions_do_not_count_as_instances()
    {
        Run(new BeginSubscription("a", Terms, "", 1000));
        Assert.Equal((0, 0, 1), (_database.View.InstanceCount, _database.View.ServiceCount, _database.Subscriptions.Count));
        Assert.Empty(_database.View.ServiceNames);
        Assert.Equal("{}", _database.Records.GetRecordsJson());
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000/events", null)]
    [InlineData("https://user:secret@registry.internal/x?y=z", null)]
    [InlineData("http://[::1]:9000/", null)]
    [InlineData("http://[::ffff:10.0.0.1]/", null)]
    [InlineData("", "url")]
    [InlineData("ftp://127.0.0.1/", "url")]
    [InlineData("/events", "url")]
    [InlineData("http:///events", "url")]
    [InlineData("http://127.0.0.1/\n", "url")]
    [InlineData("http://8.8.8.8/", "url")]
    [InlineData("http://169.254.169.254/latest", "url")]
    [InlineData("http://[::ffff:169.254.169.254]/", "url")]
    [InlineData("http://0x08080808/", "url")]
    [InlineData("http://[fe80::1]/", "url")]
    public void A_callback_url_must_be_http_in_a_permitted_network(string url, string? parameter) =>
        AssertFault(parameter, SubscriptionRules.Check(Terms with { Url = url }, "", TargetNetworks.Default));

    [Fact]
    public void A_subscription_with_terms_out_of_range_is_refused_by_name()
    {
        Assert.Null(Check(Terms with { TtlSeconds = 10 }));
        AssertFault("options.ttl", Check(Terms with { TtlSeconds = 9 }));
        AssertFault("options.ttl", Check(Terms with { TtlSeconds = 86_401 }));
        AssertFault("url", Check(Terms with { Url = "http://127.0.0.1/" + new string('a', 2048) }));
        AssertFault("filter.services", Check(Terms with { Services = [.. Enumerable.Repeat(new string('好', 255), 22)] }));
        AssertFault("filter.services", Check(Terms with { Services = [.. Enumerable.Repeat("a", 1001)] }));
        AssertFault("filter.prefix", Check(Terms with { Prefix = new string('a', 256) }));
        AssertFault("filter.tag", Check(Terms with { Tag = new string('a', 256) }));
        AssertFault("filter.zone", Check(Terms with { Zone = new string('a', 256) }));
        AssertFault("options.cursor", SubscriptionRules.Check(Terms, "nonsense", TargetNetworks.Default));
    }

    private Subscription Stored => _database.Subscriptions.Find("a")!;

    private static RegistryFault? Check(SubscriptionTerms terms) => SubscriptionRules.Check(terms, "", TargetNetworks.Default);

    private static void AssertFault(string? parameter, RegistryFault? fault) => Assert.Equal(parameter, fault?.Message.Split(':')[0]);

    private void Run(SubscriptionCommand command) =>
        Assert.Single(_database.TryCommit(SubscriptionRules.Decide(command, _database.Records.Get)));
}
