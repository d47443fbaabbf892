using System.Net;
using MicroReg.Actors.Cluster;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.Hosting;
using MicroReg.Node.CommandLine;
using MicroReg.Node.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace MicroReg.Node;

/// <summary>Runs one node as a process of its own.</summary>
internal static class NodeRunner
{
    /// <summary>How long calls in flight, the cluster and the disk have to finish at a stop.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Starts a node and waits until it is stopped.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(NodeSettings settings, CancellationToken cancellation)
    {
        // Standard output belongs to the ready line. When Akka shuts down, its last logger would write there.
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        return await RunAsync(settings, output, cancellation).ConfigureAwait(false);
    }

    /// <summary>Starts a node and waits until it is stopped.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="output">Where the ready line goes.</param>
    /// <param name="cancellation">Stops the node.</param>
    /// <param name="adjust">What else is done to its services, by tests.</param>
    /// <returns>The exit code of the process.</returns>
    internal static async Task<int> RunAsync(
        NodeSettings settings, TextWriter output, CancellationToken cancellation, Action<IServiceCollection>? adjust = null)
    {
        WebApplication? app = null;
        try
        {
            app = Build(settings, adjust);
            await ServeAsync(app, settings, output, cancellation).ConfigureAwait(false);
            Log.Stopped(LoggerOf(app), settings.Registry.NodeName);
            return app.Services.GetRequiredService<CurrentSystem>().HasGivenUp ? ExitCodes.Failed : ExitCodes.Stopped;
        }
        catch (Exception failure) when (StartFailures.Explain(failure, settings) is { } line)
        {
            await Console.Error.WriteLineAsync(line).ConfigureAwait(false);
            return ExitCodes.CannotStart;
        }
        finally
        {
            if (app is not null)
                await app.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts the host and waits until it has stopped.</summary>
    private static async Task ServeAsync(WebApplication app, NodeSettings settings, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
            when (cancellation.IsCancellationRequested || app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stopped before it had started. What did start is stopped in order: the cluster is left, the file is closed.
            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
            return;
        }

        await ReadyLine.PrintAsync(output, app, settings, LoggerOf(app)).ConfigureAwait(false);
        await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Builds the host of a node.</summary>
    private static WebApplication Build(NodeSettings settings, Action<IServiceCollection>? adjust)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging(logging => logging.AddNodeLogging(settings.Log));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddRouting();
        var http = new IPEndPoint(IPAddress.Parse(settings.Http.Bind), settings.Http.Port);
        builder.Services.AddSingleton(_ => new HttpPort(http));
        builder.Services.AddHostedService(services => services.GetRequiredService<HttpPort>());
        builder.Services.AddOptions<SocketTransportOptions>()
            .Configure<HttpPort>((sockets, port) => sockets.CreateBoundListenSocket = _ => port.Take());
        builder.Services.AddMicroReg(settings.Registry);
        adjust?.Invoke(builder.Services);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureXmlRpcLimits(settings.Registry.XmlRpc);
            kestrel.Limits.MaxConcurrentConnections = settings.Http.MaxConnections;
            kestrel.Limits.KeepAliveTimeout = settings.Http.KeepAliveTimeout;
            kestrel.Listen(http);
        });
        var app = builder.Build();
        app.MapMicroReg();
        return app;
    }

    private static ILogger LoggerOf(WebApplication app) =>
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(NodeRunner).FullName!);
}
