using MicroReg.Client.Watching;
using MicroReg.Gateway.Balancing;
using MicroReg.Gateway.Mapping;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Tests.Balancing;

public sealed class WeightedPolicyTests
{
    private readonly ClusterState _cluster = new("orders");

    [Fact]
    public void Requests_are_shared_in_proportion_to_weight()
    {
        var policy = PolicyIn(zone: null);
        Assert.Equal("1: 10, 2: 20, 3: 70",
            Share(policy, 100, Instances.At(1, weight: 10), Instances.At(2, weight: 20), Instances.At(3, weight: 70)));
        Assert.Equal("1: 5, 2: 5", Share(policy, 10, Instances.At(1), Instances.At(2)));
    }

    [Fact]
    public void Weight_0_takes_requests_only_if_there_is_no_other()
    {
        var policy = PolicyIn(zone: "a");
        Assert.Equal("2: 10", Share(policy, 10, Instances.At(1, weight: 0, zone: "a"), Instances.At(2, zone: "b")));
        Assert.Equal("1: 10", Share(policy, 10, Instances.At(1, weight: 0, zone: "a"), Instances.At(2, weight: 0, zone: "b")));
        Assert.Equal("1: 5, 2: 5", Share(policy, 10, Instances.At(1, weight: 0), Instances.At(2, weight: 0)));
    }

    [Fact]
    public void Instances_in_the_zone_of_the_gateway_are_preferred_and_others_are_used_if_there_are_none()
    {
        var policy = PolicyIn(zone: "a");
        Assert.Equal("1: 5, 2: 5", Share(policy, 10,
            Instances.At(1, zone: "a"), Instances.At(2, zone: "a"), Instances.At(3, weight: 9, zone: "b"), Instances.At(4)));
        Assert.Equal("3: 5, 4: 5", Share(policy, 10, Instances.At(3, zone: "b"), Instances.At(4)));
        Assert.Equal("1: 5, 3: 5", Share(PolicyIn(zone: null), 10, Instances.At(1, zone: "a"), Instances.At(3, zone: "b")));
    }

    [Fact]
    public void The_rotation_continues_when_the_list_changes()
    {
        var policy = PolicyIn(zone: null);

        // Each request sees another list, as after a failure. If each list started a new round, all requests would go to the first
        // destination.
        var picks = Enumerable.Range(0, 10).Select(_ => Pick(policy, Destinations(Instances.At(1), Instances.At(2))));
        Assert.Equal("1: 5, 2: 5", string.Join(", ", picks.Order().CountBy(port => port).Select(each => $"{each.Key}: {each.Value}")));
    }

    [Fact]
    public void An_empty_list_gives_no_destination() =>
        Assert.Null(PolicyIn(zone: "a").PickDestination(new DefaultHttpContext(), _cluster, []));

    private static WeightedPolicy PolicyIn(string? zone) => new(Options.Create(new GatewayOptions { Zone = zone }));

    private string Share(WeightedPolicy policy, int requests, params ServiceInstance[] instances)
    {
        var destinations = Destinations(instances);
        return string.Join(", ", Enumerable.Range(0, requests).Select(_ => Pick(policy, destinations)).CountBy(port => port)
            .OrderBy(each => each.Key).Select(each => $"{each.Key}: {each.Value}"));
    }

    private int Pick(WeightedPolicy policy, IReadOnlyList<DestinationState> destinations) =>
        new Uri(policy.PickDestination(new DefaultHttpContext(), _cluster, destinations)!.Model.Config.Address).Port;

    private static DestinationState[] Destinations(params ServiceInstance[] instances) =>
        [
            .. ProxyMapping.ClusterOf("orders", [.. instances]).Destinations!
                .Select(pair => new DestinationState(pair.Key, new DestinationModel(pair.Value))),
        ];
}
