using MicroReg.Gateway.Mapping;
using Yarp.ReverseProxy.Configuration;

namespace MicroReg.Gateway.Tests.Mapping;

public sealed class ProxyMappingTests
{
    [Theory]
    [InlineData("10.0.0.7", "http://10.0.0.7:5001/")]
    [InlineData("orders.internal", "http://orders.internal:5001/")]
    [InlineData("http://orders", "http://orders:5001/")]
    [InlineData("HTTPS://orders", "https://orders:5001/")]
    [InlineData("::1", "http://[::1]:5001/")]
    [InlineData("[::1]", "http://[::1]:5001/")]
    [InlineData("https://[2001:db8::1]", "https://[2001:db8::1]:5001/")]
    [InlineData("https://2001:db8::1", "https://[2001:db8::1]:5001/")]
    [InlineData("under_score", "http://under_score:5001/")]
    [InlineData("größe.example", "http://größe.example:5001/")]
    public void A_host_becomes_an_address(string host, string address) =>
        Assert.Equal(address, DestinationAddress.Of(Instances.At(5001, host)));

    [Theory]
    [InlineData("evil.example/path?")]
    [InlineData("user@evil.example")]
    [InlineData("evil.example#")]
    [InlineData("")]
    public void An_invalid_host_has_no_address(string host) => Assert.Null(DestinationAddress.Of(Instances.At(5001, host)));

    [Fact]
    public void The_running_instances_of_a_service_are_the_destinations_of_its_cluster()
    {
        var cluster = ProxyMapping.ClusterOf("Orders",
        [
            Instances.At(1), Instances.At(2, weight: 0, zone: "a"), Instances.At(3, "h/"),
            Instances.At(4, status: "stopped"), Instances.At(5, status: "draining"), Instances.At(6, status: "starting"),
            Instances.At(7, status: "error"),
        ]);

        Assert.Equal("^004Frders", cluster.ClusterId);
        Assert.Equal("Orders", ProxyMetadata.ServiceOf(cluster.Metadata));
        Assert.Equal(["127.0.0.1:1", "127.0.0.1:2"], cluster.Destinations!.Keys);
        Assert.Equal("http://127.0.0.1:1/", cluster.Destinations["127.0.0.1:1"].Address);
        Assert.Equal(
            (1, null),
            (ProxyMetadata.WeightOf(cluster.Destinations["127.0.0.1:1"].Metadata),
            ProxyMetadata.ZoneOf(cluster.Destinations["127.0.0.1:1"].Metadata)));
        Assert.Equal(
            (0, "a"),
            (ProxyMetadata.WeightOf(cluster.Destinations["127.0.0.1:2"].Metadata),
            ProxyMetadata.ZoneOf(cluster.Destinations["127.0.0.1:2"].Metadata)));
    }

    [Fact]
    public void Configured_routes_lead_to_their_services_and_come_before_the_route_of_all_services()
    {
        var routes = ProxyMapping.RoutesOf(
        [
            new() { Service = "orders", Path = "/api/{**rest}", RemovePrefix = "/api" },
            new() { Service = "Shop", Hosts = ["shop.example", "*.shop.example"] },
        ]);

        Assert.Equal(["orders", "^0053hop", ProxyIds.NoCluster], routes.Select(route => route.ClusterId));
        Assert.Equal(["/api/{**rest}", "/{**rest}", "/{service}/{**rest}"], routes.Select(route => route.Match.Path));
        Assert.Equal(["shop.example", "*.shop.example"], routes[1].Match.Hosts);
        Assert.Equal("/api", Assert.Single(Assert.Single(routes[0].Transforms!)).Value);
        Assert.True(routes[2].Order > (routes[0].Order ?? 0));
    }

    [Fact]
    public void Only_the_services_that_changed_are_mapped_again()
    {
        var watcher = new FakeWatcher();
        watcher.Set("orders", Instances.At(1));
        watcher.Set("users", Instances.At(2));
        var first = ProxyMap.Of([], watcher.Current);

        watcher.Set("users", Instances.At(2), Instances.At(3));
        var second = first.Next(watcher.Current);

        Assert.NotSame(first, second);
        Assert.Same(Cluster(first, "orders"), Cluster(second, "orders"));
        Assert.Equal(2, Cluster(second, "users").Destinations!.Count);
        Assert.Same(Cluster(first, ProxyIds.NoCluster), Cluster(second, ProxyIds.NoCluster));
    }

    [Fact]
    public void A_change_that_YARP_would_not_see_gives_the_same_map()
    {
        var watcher = new FakeWatcher();
        watcher.Set("orders", Instances.At(1), Instances.At(2, status: "stopped"));
        var map = ProxyMap.Of([], watcher.Current);

        watcher.Set("orders", Instances.At(1) with { Health = "passing", Version = "2", Tags = ["v2"] }, Instances.At(2, status: "error"));

        Assert.Same(map, map.Next(watcher.Current));
        watcher.Set("orders", Instances.At(1, weight: 2));
        Assert.NotSame(map, map.Next(watcher.Current));
        watcher.Set("orders");
        Assert.Equal([ProxyIds.NoCluster], map.Next(watcher.Current).Clusters.Select(cluster => cluster.ClusterId));
    }

    [Fact]
    public void A_configured_service_has_a_cluster_even_before_it_is_registered() =>
        Assert.Empty(
            Cluster(ProxyMap.Of([new() { Service = "orders", Path = "/api" }], new FakeWatcher().Current), "orders").Destinations!);

    private static ClusterConfig Cluster(ProxyMap map, string id) => map.Clusters.Single(cluster => cluster.ClusterId == id);
}
