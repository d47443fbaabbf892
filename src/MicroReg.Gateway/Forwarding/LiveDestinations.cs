using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MicroReg.Client.Watching;
using MicroReg.Gateway.Mapping;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Forwarding;

/// <summary>
/// The destinations that YARP has loaded, without those that the registry's copy no longer lists as running. YARP needs some time to load a
/// change, and an instance that stopped must get no requests meanwhile.
/// </summary>
internal sealed class LiveDestinations(IRegistryWatcher watcher)
{
    // A list of destinations is replaced and never changed, so the result can be cached for as long as the list lives.
    private readonly ConditionalWeakTable<IReadOnlyList<DestinationState>, Filtered> _filtered = [];

    /// <summary>
    /// The destinations that are running instances of the service now. The same list is returned as long as nothing changed.
    /// </summary>
    public IReadOnlyList<DestinationState> Of(string service, IReadOnlyList<DestinationState> destinations)
    {
        if (destinations.Count == 0)
            return destinations;
        var instances = watcher.Current[service];
        if (_filtered.TryGetValue(destinations, out var known) && known.Instances == instances)
            return known.Live;
        var running = instances.Where(instance => instance.IsRunning).Select(ProxyIds.DestinationOf)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var live = destinations.All(IsRunning) ? destinations : destinations.Where(IsRunning).ToArray();
        _filtered.AddOrUpdate(destinations, new Filtered(instances, live));
        return live;

        bool IsRunning(DestinationState destination) => running.Contains(destination.DestinationId);
    }

    private sealed record Filtered(ImmutableArray<ServiceInstance> Instances, IReadOnlyList<DestinationState> Live);
}
