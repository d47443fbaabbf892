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
    /// Adds a <see cref="RegistryWatcher"/>, as <see cref="IRegistryWatcher"/> too, that follows the registry while the application
    /// runs. The application starts whether or not a node is there.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Says where the registry is, and more.</param>
    /// <returns>The same services.</returns>
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

    /// <summary>Starts and ends the watcher with the application.</summary>
    private sealed class WatcherHost(RegistryWatcher watcher) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            watcher.Start();
            return Task.CompletedTask;
        }

        // Whoever is still answering requests needs the copy: it goes with the container.
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
