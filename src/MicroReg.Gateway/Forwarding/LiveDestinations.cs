using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MicroReg.Client.Watching;
using MicroReg.Gateway.Mapping;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Forwarding;

/// <summary>
/// What YARP holds, less what the registry says by now: YARP takes its time to load a change, and an instance that stopped
/// gets no request meanwhile.
/// </summary>
internal sealed class LiveDestinations(IRegistryWatcher watcher)
{
    // A list of destinations is replaced, never changed: what follows from it lives as long as it does.
    private readonly ConditionalWeakTable<IReadOnlyList<DestinationState>, Filtered> _filtered = [];

    /// <summary>Those of the destinations that are running instances of the service now; the same list as long as nothing changed.</summary>
    public IReadOnlyList<DestinationState> Of(string service, IReadOnlyList<DestinationState> destinations)
    {
        if (destinations.Count == 0)
            return destinations;
        var instances = watcher.Current[service];
        if (_filtered.TryGetValue(destinations, out var known) && known.Instances == instances)
            return known.Live;
        var running = instances.Where(instance => instance.IsRunning).Select(ProxyIds.DestinationOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var live = destinations.All(IsRunning) ? destinations : destinations.Where(IsRunning).ToArray();
        _filtered.AddOrUpdate(destinations, new Filtered(instances, live));
        return live;

        bool IsRunning(DestinationState destination) => running.Contains(destination.DestinationId);
    }

    private sealed record Filtered(ImmutableArray<ServiceInstance> Instances, IReadOnlyList<DestinationState> Live);
}
