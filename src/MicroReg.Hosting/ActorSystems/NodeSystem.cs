using System.Diagnostics;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.MicroDb;

namespace MicroReg.Hosting.ActorSystems;

/// <summary>
/// Keeps an actor system running for as long as the host runs. Where Akka demands another one (this node was quarantined,
/// taken out of its cluster, or is in one that must not be), the old one is ended and a new one started on the same
/// port, in the same process. Records, read view, store and web server live outside it and go on.
/// </summary>
/// <param name="start">Builds and starts one, given the port of the one before it.</param>
/// <param name="current">Where the one that serves is published.</param>
/// <param name="pending">The commits that one hands to the next.</param>
/// <param name="time">Paces the attempts.</param>
/// <param name="logger">Says what happens.</param>
internal sealed class NodeSystem(
    ActorSystemStart start, CurrentSystem current, PendingCommits pending, TimeProvider time, ILogger<NodeSystem> logger) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly RestartPace _pace = new(time);
    private ActorSystemInstance? _instance;
    private Task _keeping = Task.CompletedTask;
    private int? _port;

    /// <summary>Starts the first one. What prevents it ends the start of the host.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await BeginAsync().ConfigureAwait(false);
        _keeping = KeepAsync();
    }

    /// <summary>Leaves the cluster and ends, for as long as the host gives it: it may be that the other members don't answer.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        current.Stop();
        try
        {
            await _keeping.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_instance is not null)
                await _instance.LeaveAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.NotLeft(logger);
        }
    }

    /// <summary>Also after a start that failed elsewhere, which no stop follows.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        if (_instance is not null)
        {
            if (!_stopping.IsCancellationRequested)
                await _instance.EndAsync().ConfigureAwait(false);
            await _instance.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private async Task BeginAsync()
    {
        _instance = await start(_port).ConfigureAwait(false);
        _port = _instance.Port;
        current.Begin(_instance.Running);
    }

    private async Task KeepAsync()
    {
        try
        {
            while (true)
            {
                var reason = await _instance!.WhenDoneForAsync().WaitAsync(_stopping.Token).ConfigureAwait(false);
                await ReplaceAsync(reason).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task ReplaceAsync(string reason)
    {
        var since = Stopwatch.GetTimestamp();
        current.Restart(reason);
        Log.Restarting(logger, reason);
        await EndAsync(since).ConfigureAwait(false);
        while (_instance is null)
        {
            await Task.Delay(_pace.Next(), time, _stopping.Token).ConfigureAwait(false);
            try
            {
                await BeginAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                Log.RestartFailed(logger, failure);
            }
        }

        Log.Restarted(logger, _instance.Running.Address, (long)Stopwatch.GetElapsedTime(since).TotalMilliseconds);
    }

    private async Task EndAsync(long since)
    {
        await _instance!.EndAsync().ConfigureAwait(false);
        while (!_instance.HasEnded)
        {
            Log.StillEnding(logger, (long)Stopwatch.GetElapsedTime(since).TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(5), time, _stopping.Token).ConfigureAwait(false);
        }

        await _instance.DisposeAsync().ConfigureAwait(false);
        _instance = null;
        pending.LoseActors();
    }
}

/// <summary>Builds and starts an actor system with its actors.</summary>
/// <param name="port">The port of the one before it; null for the first, whose port is the configured one.</param>
internal delegate Task<ActorSystemInstance> ActorSystemStart(int? port);
