using System.Net;
using System.Net.Sockets;
using MicroReg.Gateway.Answers;
using MicroReg.Gateway.CommandLine;
using Microsoft.AspNetCore.DataProtection;

namespace MicroReg.Gateway.Hosting;

/// <summary>Runs one gateway as a process of its own.</summary>
internal static class GatewayRunner
{
    /// <summary>How long requests in flight have to finish at a stop.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Starts a gateway and waits until it is stopped.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(GatewaySettings settings, CancellationToken cancellation)
    {
        var app = Build(settings, services => services.AddMicroRegWatcher(watcher =>
        {
            foreach (var node in settings.Nodes)
                watcher.Nodes.Add(new Uri(node));
            watcher.CacheFile = settings.Cache;
        }));
        // A signal is told to the command line and to the host, to either of them first.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, app.Lifetime.ApplicationStopping);
        try
        {
            await using (app.ConfigureAwait(false))
                return await RunAsync(app, settings, stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return ExitCodes.Stopped; // It had not started yet.
        }
    }

    /// <summary>Builds the host of a gateway.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="addWatcher">Adds what tells of the registry.</param>
    internal static WebApplication Build(GatewaySettings settings, Action<IServiceCollection> addWatcher)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddGatewayLogging();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddRouting();
        addWatcher(builder.Services);
        builder.Services.AddReverseProxy().AddMicroRegProxyConfig(options =>
        {
            options.Zone = settings.Zone;
            foreach (var route in settings.Routes)
                options.Routes.Add(route);
        });
        // YARP would encrypt cookies of session affinity, which no route here has: no keys are to be kept in the home directory for that.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // How much is too much is for the service to say; nothing is held here.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Parse(settings.Bind), settings.Port);
        });
        var app = builder.Build();
        app.MapGatewayEndpoints();
        app.MapMicroRegProxy();
        app.MapFallback(Problems.NothingHereAsync);
        return app;
    }

    private static async Task<int> RunAsync(WebApplication app, GatewaySettings settings, CancellationToken stopping)
    {
        try
        {
            await app.StartAsync(stopping).ConfigureAwait(false);
        }
        catch (IOException failure) when (failure.GetBaseException() is SocketException socket)
        {
            await Console.Error.WriteLineAsync(Explain(settings, socket)).ConfigureAwait(false);
            return ExitCodes.CannotStart;
        }

        await ReadyLine.PrintAsync(app, settings, stopping).ConfigureAwait(false);
        await app.WaitForShutdownAsync(stopping).ConfigureAwait(false);
        Log.Stopped(app.Logger);
        return ExitCodes.Stopped;
    }

    private static string Explain(GatewaySettings settings, SocketException socket) =>
        $"{settings.Bind}:{settings.Port} {(socket.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is in use" : $"can't be listened on ({socket.Message})")}: "
        + "choose another port with --port, or stop who has it.";
}
