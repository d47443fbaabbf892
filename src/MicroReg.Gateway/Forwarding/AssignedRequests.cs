using MicroReg.Client.Watching;
using MicroReg.Gateway.Mapping;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Forwarding;

/// <summary>Assigns a request to the cluster of its service, with the running instances.</summary>
internal sealed class AssignedRequests(
    IRegistryWatcher watcher, IProxyStateLookup proxy, LiveDestinations live, LoadedConfig loaded, TimeProvider time)
{
    /// <summary>
    /// The longest time that a request waits for YARP. A load takes milliseconds, or perhaps hundreds of milliseconds just after the start.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Assigns the request what YARP has loaded.</summary>
    /// <returns>False if there is no destination to choose from.</returns>
    public bool TryAssign(HttpContext context, string service)
    {
        if (!proxy.TryGetCluster(ProxyIds.ClusterOf(service), out var cluster))
            return false;
        var route = context.GetReverseProxyFeature().Route;
        context.ReassignProxyRequest(new RouteModel(route.Config, cluster, route.Transformer), cluster);
        var feature = context.GetReverseProxyFeature();
        feature.AvailableDestinations = live.Of(service, feature.AvailableDestinations);
        return feature.AvailableDestinations.Count > 0;
    }

    /// <summary>
    /// Waits while an instance is running that YARP has not loaded yet. So a request right after a registration does not get the answer
    /// that no instance is running.
    /// </summary>
    /// <returns>False if there is no destination to choose from.</returns>
    public async Task<bool> TryAssignLaterAsync(HttpContext context, string service)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        while (!either.IsCancellationRequested)
        {
            var loading = loaded.Next;
            if (TryAssign(context, service))
                return true;
            if (!watcher.Current[service].Any(instance => instance.IsRunning))
                return false;
            await Task.WhenAny(loading, Task.Delay(Timeout.InfiniteTimeSpan, either.Token)).ConfigureAwait(false);
        }

        return false;
    }
}
