using MicroReg.Gateway.Forwarding;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Tests.Forwarding;

public sealed class RecentFailuresTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly DestinationState[] _all = [Destinations.At(1), Destinations.At(2)];

    [Fact]
    public void A_destination_that_failed_is_avoided_for_a_while()
    {
        var failures = new RecentFailures(Options.Create(new GatewayOptions()), _time);
        Assert.Same(_all, failures.Avoid(_all));

        failures.Record(_all[0]);
        Assert.Equal("127.0.0.1:2", Assert.Single(failures.Avoid(_all)).DestinationId);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal("127.0.0.1:2", Assert.Single(failures.Avoid(_all)).DestinationId);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Same(_all, failures.Avoid(_all));
        Assert.True(failures.IsEmpty);
    }

    [Fact]
    public void If_all_have_failed_none_is_avoided()
    {
        var failures = new RecentFailures(Options.Create(new GatewayOptions()), _time);
        failures.Record(_all[0]);
        failures.Record(_all[1]);

        Assert.Same(_all, failures.Avoid(_all));
    }
}
