using MicroReg.Client.Discovery;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ServiceDiscovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the registry to the service discovery of .NET.</summary>
public static class DiscoveryHosting
{
    /// <summary>
    /// Lets clients that use <c>AddServiceDiscovery()</c> find services in the registry. <c>http://orders/</c> then goes to the running
    /// instances of <c>orders</c> in turn. A name without running instances is left to other providers. Configuration
    /// (<c>Services:orders</c>) takes precedence. Needs <c>AddMicroRegWatcher</c>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options, such as zone and tag. Null means the defaults.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddMicroRegServiceDiscovery(
        this IServiceCollection services, Action<DiscoveryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddServiceDiscovery();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, RegistryEndpointProviderFactory>());
        if (configure is not null)
            services.Configure(configure);
        return services;
    }
}
