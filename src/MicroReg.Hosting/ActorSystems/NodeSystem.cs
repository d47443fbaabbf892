using System.Diagnostics;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Supervision;

namespace MicroReg.Hosting.ActorSystems;

/// <summary>
/// Keeps an actor system running for as long as the host runs. Where Akka demands another one (this node was quarantined,
/// taken out of its cluster, or is in one that must not be), or an actor that the node needs has stopped, the old one is ended and a new
/// one started on the same port, in the same process. Records, read view, store and web server live outside it and go on. If failures
/// come too often, the host is stopped: a supervisor of the process may do better.
/// </summary>
/// <param name="start">Builds and starts one, given the port of the one before it.</param>
/// <param name="current">Where the one that serves is published.</param>
/// <param name="pending">The commits that one hands to the next.</param>
/// <param name="replacements">How many failures are tolerated.</param>
/// <param name="lifetime">The host.</param>
/// <param name="time">Paces the attempts.</param>
/// <param name="logger">Says what happens.</param>
internal sealed class NodeSystem(
    ActorSystemStart start,
    CurrentSystem current,
    PendingCommits pending,
    ReplacementOptions replacements,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<NodeSystem> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>How long actors may go on after a failure, beside the time that each end of a system has.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly RestartPace _pace = new(time);
    private readonly ReplacementBudget _budget = new(replacements, time);
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
        var isStopped = _stopping.IsCancellationRequested;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        if (_instance is not null)
        {
            if (!isStopped)
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
                var cause = await _instance!.WhenDoneForAsync().WaitAsync(_stopping.Token).ConfigureAwait(false);
                if (!await TryReplaceAsync(cause).ConfigureAwait(false))
                    return;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            GiveUp("the actor system could not be replaced", failure);
        }
    }

    /// <summary>Puts another one in the place of the one that runs.</summary>
    /// <returns>False if it was given up.</returns>
    private async Task<bool> TryReplaceAsync(RestartCause cause)
    {
        var since = Stopwatch.GetTimestamp();
        Announce(cause);
        if (IsSpent(cause))
            return GiveUp(cause.Reason, failure: null);
        if (!await TryEndAsync(cause, since).ConfigureAwait(false))
            return GiveUp($"{cause.Reason}; an actor of the former system does not end", failure: null);
        while (_instance is null)
        {
            await Task.Delay(_pace.Next(), time, _stopping.Token).ConfigureAwait(false);
            try
            {
                await BeginAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                if (IsSpent(cause))
                    return GiveUp(cause.Reason, failure);
                Log.RestartFailed(logger, failure);
            }
        }

        Log.Restarted(logger, _instance.Running.Address, (long)Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        return true;
    }

    private void Announce(RestartCause cause)
    {
        if (cause.IsFailure)
        {
            current.Fail(cause.Reason);
            Log.Failed(logger, cause.Reason);
        }
        else
        {
            current.Restart(cause.Reason);
            Log.Restarting(logger, cause.Reason);
        }
    }

    private bool IsSpent(RestartCause cause) => cause.IsFailure && !_budget.TryTake();

    private bool GiveUp(string reason, Exception? failure)
    {
        current.GiveUp(reason);
        Log.GivenUp(logger, reason, failure);
        lifetime.StopApplication();
        return false;
    }

    /// <summary>Ends the one that runs.</summary>
    /// <returns>False if that takes too long after a failure: then an actor is stuck, and only the end of the process frees it.</returns>
    private async Task<bool> TryEndAsync(RestartCause cause, long since)
    {
        await _instance!.EndAsync().ConfigureAwait(false);
        var began = time.GetTimestamp();
        while (!_instance.HasEnded)
        {
            if (cause.IsFailure && time.GetElapsedTime(began) > StuckAfter)
                return false;
            Log.StillEnding(logger, (long)Stopwatch.GetElapsedTime(since).TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(5), time, _stopping.Token).ConfigureAwait(false);
        }

        await _instance.DisposeAsync().ConfigureAwait(false);
        _instance = null;
        pending.LoseActors();
        return true;
    }
}

/// <summary>Builds and starts an actor system with its actors.</summary>
/// <param name="port">The port of the one before it; null for the first, whose port is the configured one.</param>
internal delegate Task<ActorSystemInstance> ActorSystemStart(int? port);
