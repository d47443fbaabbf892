using MicroReg.Client.Discovery;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ServiceDiscovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the registry to the service discovery of .NET.</summary>
public static class DiscoveryHosting
{
    /// <summary>
    /// Lets the clients that have <c>AddServiceDiscovery()</c> find services in the registry: <c>http://orders/</c> goes to the running
    /// instances of <c>orders</c> in turn. A name without running instances is left to the other providers; configuration
    /// (<c>Services:orders</c>) comes first if it is there. Needs <c>AddMicroRegWatcher</c>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Zone, tag and more; null = as they are.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMicroRegServiceDiscovery(this IServiceCollection services, Action<DiscoveryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddServiceDiscovery();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, RegistryEndpointProviderFactory>());
        if (configure is not null)
            services.Configure(configure);
        return services;
    }
}
