using MicroReg.Gateway.Forwarding;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Tests.Forwarding;

public sealed class LiveDestinationsTests
{
    private readonly FakeWatcher _watcher = new();
    private readonly DestinationState[] _loaded = [Destinations.At(1), Destinations.At(2), Destinations.At(3)];

    [Fact]
    public void Destinations_that_all_run_are_passed_on_as_the_same_list()
    {
        _watcher.Set("orders", Instances.At(1), Instances.At(2), Instances.At(3), Instances.At(4));

        Assert.Same(_loaded, new LiveDestinations(_watcher).Of("orders", _loaded));
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("draining")]
    [InlineData("error")]
    [InlineData("starting")]
    public void An_instance_that_no_longer_runs_is_left_out_at_once(string status)
    {
        var live = new LiveDestinations(_watcher);
        _watcher.Set("orders", Instances.At(1), Instances.At(2), Instances.At(3));
        live.Of("orders", _loaded);

        _watcher.Set("orders", Instances.At(1), Instances.At(2, status: status), Instances.At(3));

        var left = live.Of("orders", _loaded);
        Assert.Equal(["127.0.0.1:1", "127.0.0.1:3"], left.Select(destination => destination.DestinationId));
        Assert.Same(left, live.Of("orders", _loaded));

        _watcher.Set("orders", Instances.At(1), Instances.At(2), Instances.At(3));
        Assert.Same(_loaded, live.Of("orders", _loaded));
    }

    [Fact]
    public void A_service_that_is_gone_has_no_destinations()
    {
        _watcher.Set("orders", Instances.At(1));
        _watcher.Set("orders");

        Assert.Empty(new LiveDestinations(_watcher).Of("orders", _loaded));
    }
}
