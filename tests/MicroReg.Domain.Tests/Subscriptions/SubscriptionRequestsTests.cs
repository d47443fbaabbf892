using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Subscriptions;

public sealed class SubscriptionRequestsTests
{
    private static readonly SubscriptionTerms Terms = new() { Url = "http://127.0.0.1:9000/events" };

    private readonly RegistryDatabase _database = new(new OriginId(1), new FakeTimeProvider());

    [Fact]
    public void The_number_of_subscriptions_is_limited()
    {
        var requests = new SubscriptionRequests(
            _database.Subscriptions, new SubscriptionOptions { MaxSubscriptions = 1 }, new FakeTimeProvider(), () => "b");
        Assert.Null(requests.Refusal(Terms, ""));
        Run(new BeginSubscription("a", Terms, "", 1000));
        Assert.Equal(FaultKind.TooMany, requests.Refusal(Terms, "")!.Kind);
    }

    private void Run(SubscriptionCommand command) =>
        Assert.Single(_database.TryCommit(SubscriptionRules.Decide(command, _database.Records.Get)));
}
