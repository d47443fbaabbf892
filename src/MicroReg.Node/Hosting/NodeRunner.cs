using System.Net;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Http;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.Node.CommandLine;
using MicroReg.Node.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MicroReg.Node.Hosting;

/// <summary>Runs one node as a process of its own.</summary>
internal static class NodeRunner
{
    /// <summary>How long calls in flight, the cluster and the disk have to finish at a stop.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Starts a node and waits until it is stopped.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(MicroRegSettings settings, CancellationToken cancellation)
    {
        WebApplication? app = null;
        try
        {
            app = Build(settings);
            await app.StartAsync(cancellation).ConfigureAwait(false);
            PrintReady(app, settings);
            await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
            Log.Stopped(LoggerOf(app), settings.NodeName);
            return ExitCodes.Stopped;
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

    private static WebApplication Build(MicroRegSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging(logging => logging.AddNodeLogging(settings.Log));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddRouting();
        builder.Services.AddMicroReg(settings);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureXmlRpcLimits(settings.XmlRpc);
            kestrel.Limits.MaxConcurrentConnections = settings.Http.MaxConnections;
            kestrel.Limits.KeepAliveTimeout = settings.Http.KeepAliveTimeout;
            kestrel.Listen(IPAddress.Parse(settings.Http.Bind), settings.Http.Port);
        });
        var app = builder.Build();
        app.MapMicroReg();
        return app;
    }

    private static void PrintReady(WebApplication app, MicroRegSettings settings)
    {
        var registry = app.Services.GetRequiredService<IRegistry>();
        var status = registry.Status;
        Log.RecordsRead(
            LoggerOf(app), status.NodeName, status.NodeId, status.Origin.ToString(), registry.View.InstanceCount, registry.View.ServiceCount, settings.Storage.Directory);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Console.WriteLine($"MicroReg node {status.NodeName} ready: {addresses.First()} (cluster member {status.Address})");

        // Standard output belongs to that line. While Akka shuts down, its last logger would write there, whatever its level.
        Console.SetOut(TextWriter.Null);
    }

    private static ILogger LoggerOf(WebApplication app) =>
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(NodeRunner).FullName!);
}
