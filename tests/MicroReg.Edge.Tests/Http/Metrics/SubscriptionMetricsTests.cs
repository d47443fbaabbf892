using MicroReg.Domain.Subscriptions;

namespace MicroReg.Edge.Tests.Http.Metrics;

public sealed class SubscriptionMetricsTests
{
    [Fact]
    public async Task Tell_of_the_calls_to_subscribers()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("subscribe", "http://127.0.0.1:9000/");
        server.Registry.Calls = new SubscriptionStatus(Count: 0, Owned: 2, Delivered: 7, Failed: 3, OpenCircuits: 1);
        var metrics = await Scrape.ReadAsync(server);
        Assert.Equal(1, metrics["microreg_subscriptions"]);
        Assert.Equal(2, metrics["microreg_subscriptions_owned"]);
        Assert.Equal(1, metrics["microreg_subscription_circuits_open"]);
        Assert.Equal(7, metrics["""microreg_callbacks_total{outcome="ok"}"""]);
        Assert.Equal(3, metrics["""microreg_callbacks_total{outcome="failed"}"""]);
    }
}
