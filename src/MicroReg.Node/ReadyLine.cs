using System.Diagnostics;
using MicroReg.Domain.Registry;
using MicroReg.Node.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MicroReg.Node;

/// <summary>The one line on standard output, which scripts wait for.</summary>
internal static class ReadyLine
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Prints it once the node serves HTTP and, if it has seeds, may be asked: it could have to find the others first. The
    /// log says what it waits for if that takes long.
    /// </summary>
    public static async Task PrintAsync(TextWriter output, WebApplication app, NodeSettings settings, ILogger logger)
    {
        var registry = app.Services.GetRequiredService<IRegistry>();
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            if (settings.Registry.Cluster is { Seeds.IsEmpty: false })
                await UntilReadyAsync(registry, logger, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        await output.WriteLineAsync(
            $"MicroReg node {registry.Status.NodeName} ready: {addresses.First()} (cluster member {registry.Status.Address})")
            .ConfigureAwait(false);
    }

    private static async Task UntilReadyAsync(IRegistry registry, ILogger logger, CancellationToken stopping)
    {
        var since = Stopwatch.GetTimestamp();
        var next = Patience;
        while (registry.Status is { Readiness.IsReady: false } status)
        {
            if (Stopwatch.GetElapsedTime(since) >= next)
            {
                Log.NotReadyYet(logger, status.NodeName, (long)next.TotalSeconds, status.Readiness.Reason);
                next += Reminder;
            }

            await Task.Delay(Poll, stopping).ConfigureAwait(false);
        }
    }
}
