using MicroReg.Gateway.Forwarding;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Tests.Forwarding;

public sealed class LiveDestinationsTests
{
    private readonly FakeWatcher _watcher = new();
    private readonly DestinationState[] _loaded = [Destinations.At(1), Destinations.At(2), Destinations.At(3)];

    [Fact]
    public void What_YARP_holds_is_passed_on_as_it_is_while_it_is_right()
    {
        _watcher.Set("orders", Instances.At(1), Instances.At(2), Instances.At(3), Instances.At(4));

        Assert.Same(_loaded, new LiveDestinations(_watcher).Of("orders", _loaded));
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("draining")]
    [InlineData("error")]
    [InlineData("starting")]
    public void An_instance_that_does_not_run_any_more_is_left_out_at_once(string status)
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
    public void Of_a_service_that_is_gone_nothing_is_left()
    {
        _watcher.Set("orders", Instances.At(1));
        _watcher.Set("orders");

        Assert.Empty(new LiveDestinations(_watcher).Of("orders", _loaded));
    }
}
