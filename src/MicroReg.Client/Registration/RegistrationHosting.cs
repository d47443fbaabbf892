using MicroReg.Client.Registration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the registration of an application to it.</summary>
public static class RegistrationHosting
{
    /// <summary>
    /// Registers the application while it runs: after its server listens, until it stops, when it is drained and unregistered first.
    /// The application starts and stops whether or not a node is there. Called again it adds another instance;
    /// <see cref="IRegistrationState"/> says how each stands.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Says what is registered and where the registry is.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">The options are wrong; the message names everything that is.</exception>
    public static IServiceCollection AddMicroRegRegistration(this IServiceCollection services, Action<RegistrationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new RegistrationOptions();
        configure(options);
        options.Require(nameof(AddMicroRegRegistration));

        // The options are the key by which this one is told from others.
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
