using MicroReg.Client.Watching;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the watcher to an application.</summary>
public static class WatcherHosting
{
    /// <summary>
    /// Adds a <see cref="RegistryWatcher"/>, also as <see cref="IRegistryWatcher"/>. It follows the registry while the application runs.
    /// The application starts even if no node can be reached.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options, such as the nodes of the registry.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddMicroRegWatcher(this IServiceCollection services, Action<RegistryWatcherOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Configure(configure);
        services.TryAddSingleton(host => new RegistryWatcher(
            host.GetRequiredService<IOptions<RegistryWatcherOptions>>().Value,
            host.GetService<ILogger<RegistryWatcher>>(),
            host.GetService<TimeProvider>()));
        services.TryAddSingleton<IRegistryWatcher>(host => host.GetRequiredService<RegistryWatcher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WatcherHost>());
        return services;
    }

    /// <summary>Starts and stops the watcher with the application.</summary>
    private sealed class WatcherHost(RegistryWatcher watcher) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            watcher.Start();
            return Task.CompletedTask;
        }

        // Requests in flight still need the copy. The watcher is disposed with the container.
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
