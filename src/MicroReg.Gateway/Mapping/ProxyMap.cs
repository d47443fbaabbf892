using System.Collections.Immutable;
using MicroReg.Client.Watching;
using Yarp.ReverseProxy.Configuration;

namespace MicroReg.Gateway.Mapping;

/// <summary>
/// The registry in the form that YARP understands. Immutable. The next map reuses every service that did not change. If YARP would see no
/// change at all, the next map is this same object.
/// </summary>
internal sealed class ProxyMap
{
    private readonly ImmutableArray<RouteConfig> _routes;
    private readonly ImmutableDictionary<string, ImmutableArray<ServiceInstance>> _instances;
    private readonly Dictionary<string, ClusterConfig> _clusters;
    private readonly ImmutableArray<string> _wanted;

    private ProxyMap(
        ImmutableArray<RouteConfig> routes, ImmutableArray<string> wanted,
        ImmutableDictionary<string, ImmutableArray<ServiceInstance>> instances, Dictionary<string, ClusterConfig> clusters)
    {
        (_routes, _wanted, _instances, _clusters) = (routes, wanted, instances, clusters);
        Clusters = [ProxyMapping.NoCluster, .. clusters.Values];
    }

    /// <summary>The routes; they never change.</summary>
    public IReadOnlyList<RouteConfig> Routes => _routes;

    /// <summary>The clusters: one for each service.</summary>
    public IReadOnlyList<ClusterConfig> Clusters { get; }

    /// <summary>Maps a snapshot for the first time.</summary>
    /// <param name="configured">The configured routes, in addition to the one that every service has.</param>
    /// <param name="snapshot">The registered services.</param>
    public static ProxyMap Of(IReadOnlyCollection<GatewayRoute> configured, RegistrySnapshot snapshot) =>
        new ProxyMap(
            ProxyMapping.RoutesOf(configured), [.. configured.Select(route => route.Service).Distinct(StringComparer.Ordinal)],
            RegistrySnapshot.Empty.Services, new(StringComparer.Ordinal)).Build(snapshot);

    /// <summary>The map of a later snapshot. It is this same object if YARP would see no difference.</summary>
    public ProxyMap Next(RegistrySnapshot snapshot)
    {
        var next = Build(snapshot);
        return next._clusters.Count == _clusters.Count
            && next._clusters.All(pair => _clusters.TryGetValue(pair.Key, out var old) && ReferenceEquals(old, pair.Value)) ? this : next;
    }

    private ProxyMap Build(RegistrySnapshot snapshot)
    {
        var clusters = new Dictionary<string, ClusterConfig>(snapshot.Services.Count, StringComparer.Ordinal);
        foreach (var (service, instances) in snapshot.Services)
            clusters[service] = Map(service, instances);
        // A configured route leads to its service even before the service exists. Its path must not go to another service meanwhile.
        foreach (var service in _wanted)
            if (!clusters.ContainsKey(service))
                clusters[service] = Map(service, []);
        return new(_routes, _wanted, snapshot.Services, clusters);
    }

    private ClusterConfig Map(string service, ImmutableArray<ServiceInstance> instances)
    {
        var known = _clusters.GetValueOrDefault(service);
        if (known is not null && _instances.TryGetValue(service, out var before) && before == instances)
            return known;
        var mapped = ProxyMapping.ClusterOf(service, instances);
        return mapped == known ? known : mapped;
    }
}
