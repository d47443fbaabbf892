using System.Diagnostics.CodeAnalysis;
using MicroReg.Client.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;

namespace MicroReg.Client.Discovery;

/// <summary>
/// Makes a provider for each name that the application looks up. There is none for named endpoints, because the registry does not have
/// them.
/// </summary>
internal sealed class RegistryEndpointProviderFactory(
    IRegistryWatcher watcher, IOptions<DiscoveryOptions> options, ILogger<RegistryEndpointProvider> logger, TimeProvider? time = null)
        : IServiceEndpointProviderFactory
{
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = query.EndpointName is null
            ? new RegistryEndpointProvider(watcher, query, options.Value, logger, time ?? TimeProvider.System) : null;
        return provider is not null;
    }
}
