using System.Net;
using System.Net.Sockets;
using MicroReg.Gateway.Answers;
using MicroReg.Gateway.CommandLine;
using Microsoft.AspNetCore.DataProtection;

namespace MicroReg.Gateway.Hosting;

/// <summary>Runs one gateway in a process of its own.</summary>
internal static class GatewayRunner
{
    /// <summary>How long requests in flight may take to finish after a stop signal.</summary>
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
        // A signal reaches both the command line and the host, in any order.
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
    /// <param name="addWatcher">Adds the source of the registry's state.</param>
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
        // YARP would encrypt the cookies of session affinity, which no route here has. So no keys are stored in the home directory.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The service decides how large a body may be. The gateway does not buffer bodies.
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
        $"{settings.Bind}:{settings.Port} "
        + (socket.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is in use: " : $"can't be listened on ({socket.Message}): ")
        + "choose another port with --port, or stop who has it.";
}
