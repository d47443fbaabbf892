using System.Collections.Immutable;
using System.Globalization;
using MicroReg.Client.Watching;
using MicroReg.Gateway.Balancing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace MicroReg.Gateway.Mapping;

/// <summary>
/// Maps the registry to YARP's configuration. A service becomes a cluster, and a running instance becomes a destination of it. Pure
/// functions.
/// </summary>
internal static class ProxyMapping
{
    /// <summary>The order of the route of all services. It is tried after the configured routes.</summary>
    private const int Last = 1_000_000;

    private static readonly Dictionary<string, string> InPath = new() { [ProxyMetadata.ServiceInPath] = "true" };

    /// <summary>
    /// The one route of all services, and the configured routes. Services do not get routes of their own. ASP.NET would ignore letter case
    /// in their names, read braces as parameters, and rebuild its tables for each new service.
    /// </summary>
    public static ImmutableArray<RouteConfig> RoutesOf(IEnumerable<GatewayRoute> configured) =>
    [
        .. configured.Select((route, index) => Configured(route, index)),
        new RouteConfig
        {
            RouteId = "microreg",
            ClusterId = ProxyIds.NoCluster,
            Match = new RouteMatch { Path = "/{service}/{**rest}" },
            Order = Last,
            Metadata = InPath,
        },
    ];

    /// <summary>The cluster of requests whose service is not known yet. It has no destinations.</summary>
    public static ClusterConfig NoCluster { get; } = new() { ClusterId = ProxyIds.NoCluster };

    /// <summary>The cluster of a service, with its running instances.</summary>
    public static ClusterConfig ClusterOf(string service, ImmutableArray<ServiceInstance> instances)
    {
        var destinations = new Dictionary<string, DestinationConfig>(instances.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var instance in instances)
            if (instance.IsRunning && DestinationAddress.Of(instance) is { } address)
                destinations[ProxyIds.DestinationOf(instance)] =
                    new() { Address = address, Metadata = ProxyMetadata.OfInstance(instance.Weight, instance.Zone) };
        return new()
        {
            ClusterId = ProxyIds.ClusterOf(service),
            LoadBalancingPolicy = WeightedPolicy.PolicyName,
            Destinations = destinations,
            Metadata = new Dictionary<string, string>(1) { [ProxyMetadata.Service] = service },
        };
    }

    private static RouteConfig Configured(GatewayRoute route, int index)
    {
        var config = new RouteConfig
        {
            RouteId = string.Create(CultureInfo.InvariantCulture, $"microreg-{index}"),
            ClusterId = ProxyIds.ClusterOf(route.Service),
            Match = new RouteMatch { Path = route.Path ?? (route.Hosts is { Count: > 0 } ? "/{**rest}" : null), Hosts = route.Hosts },
        };
        return route.RemovePrefix is null ? config : config.WithTransformPathRemovePrefix(route.RemovePrefix);
    }
}
