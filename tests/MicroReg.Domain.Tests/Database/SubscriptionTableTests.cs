using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Database;

public sealed class SubscriptionTableTests
{
    private static readonly SubscriptionTerms Terms = new() { Url = "http://127.0.0.1:9000/events" };

    private readonly RegistryDatabase _database = new(new OriginId(1), new FakeTimeProvider());

    [Fact]
    public void Every_listener_is_told_when_a_subscription_begins_or_ends()
    {
        var (told, other) = (new List<string>(), new List<string>());
        _database.Subscriptions.BegunOrEnded.Subscribe(told.Add);
        var listening = _database.Subscriptions.BegunOrEnded.Subscribe(other.Add);
        Run(new BeginSubscription("a", Terms, "", 1000));
        Run(new RenewSubscription("a", 2000));
        Assert.Equal(["a"], told);
        Assert.Equal(told, other);
        listening.Dispose();
        Run(new EndSubscription("a"));
        Assert.Equal(["a", "a"], told);
        Assert.Equal(["a"], other);
    }

    private void Run(SubscriptionCommand command) =>
        Assert.Single(_database.TryCommit(SubscriptionRules.Decide(command, _database.Records.Get)));
}
