using MicroReg.Client.Watching;
using MicroReg.Gateway.Balancing;
using MicroReg.Gateway.Forwarding;
using MicroReg.Gateway.Mapping;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;

namespace MicroReg.Gateway;

/// <summary>Adds the registered services to a YARP proxy.</summary>
public static class ReverseProxyExtensions
{
    /// <summary>
    /// Adds a cluster for each service, with its running instances as destinations, and the route <c>/{service}/…</c> to all of them. Needs
    /// an <see cref="IRegistryWatcher"/> among the services. Other sources of YARP's configuration may be used as well. Their routes refer
    /// to a service by the id that <see cref="ProxyIds.ClusterOf"/> returns.
    /// </summary>
    /// <param name="proxy">The builder that <c>AddReverseProxy</c> returned.</param>
    /// <param name="configure">Sets the options.</param>
    public static IReverseProxyBuilder AddMicroRegProxyConfig(this IReverseProxyBuilder proxy, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        var services = proxy.Services;
        services.AddOptions<GatewayOptions>().Configure(options => configure?.Invoke(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<UsableCopy>();
        services.AddSingleton<LiveDestinations>();
        services.AddSingleton<AssignedRequests>();
        services.AddSingleton<RecentFailures>();
        services.AddSingleton<ILoadBalancingPolicy, WeightedPolicy>();
        services.AddSingleton<LoadedConfig>();
        services.AddSingleton<IConfigChangeListener>(provider => provider.GetRequiredService<LoadedConfig>());
        services.AddSingleton<RegistryConfigProvider>();
        services.AddSingleton<IProxyConfigProvider>(provider => provider.GetRequiredService<RegistryConfigProvider>());
        services.AddHostedService(provider => provider.GetRequiredService<RegistryConfigProvider>());
        // The later of two registrations wins, and AddReverseProxy was called before.
        services.AddSingleton<IForwarderHttpClientFactory, InstanceClients>();
        return proxy.AddTransforms(EncodedSlashes.Keep);
    }

    /// <summary>Maps the proxy. Adds the steps that registered services need before YARP's own.</summary>
    /// <param name="endpoints">The application.</param>
    public static ReverseProxyConventionBuilder MapMicroRegProxy(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapReverseProxy(pipeline =>
        {
            pipeline.UseMiddleware<ServiceMiddleware>();
            pipeline.UseMiddleware<RetryMiddleware>();
            pipeline.UseSessionAffinity();
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
        });
}
