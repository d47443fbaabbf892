using MicroReg.Client.Registration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds self-registration to an application.</summary>
public static class RegistrationHosting
{
    /// <summary>
    /// Registers the application once its server listens. When the application stops, it is first drained and unregistered. The application
    /// starts and stops even if no node can be reached. A second call adds another instance. <see cref="IRegistrationState"/> tells the
    /// state of each.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the registration and the nodes of the registry.</param>
    /// <returns>The same service collection.</returns>
    /// <exception cref="ArgumentException">The options are wrong. The message lists all errors.</exception>
    public static IServiceCollection AddMicroRegRegistration(this IServiceCollection services, Action<RegistrationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new RegistrationOptions();
        configure(options);
        options.Require(nameof(AddMicroRegRegistration));

        // The options are the key that distinguishes this registration from others.
        services.AddKeyedSingleton(options, (host, _) => new RegistrationHost(
            options,
            host.GetService<IServer>(),
            host.GetRequiredService<ILogger<RegistrationHost>>(),
            host.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IHostedService>(host => host.GetRequiredKeyedService<RegistrationHost>(options));
        services.AddSingleton<IRegistrationState>(host => host.GetRequiredKeyedService<RegistrationHost>(options));
        return services;
    }
}
