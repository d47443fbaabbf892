using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Watching;

/// <summary>Calls back after each change, one call at a time, until it is disposed.</summary>
internal sealed class Observer : IDisposable
{
    private readonly LatestValue<RegistrySnapshot> _changes;
    private readonly Action<RegistrySnapshot> _changed;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end;
    private int _isOver;

    public Observer(LatestValue<RegistrySnapshot> changes, Action<RegistrySnapshot> changed, ILogger logger, CancellationToken stop)
    {
        _changes = changes;
        _changed = changed;
        _logger = logger;
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ = ObserveAsync(changes.Current, _end.Token); // Starts to wait before the caller continues, so it misses no later change.
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
            return;
        _end.Cancel();
        _end.Dispose();
    }

    private async Task ObserveAsync(LatestValue<RegistrySnapshot>.Entry entry, CancellationToken end)
    {
        try
        {
            while (true)
            {
                entry = await _changes.AfterAsync(entry, end).ConfigureAwait(false);
                Tell(entry.Value);
            }
        }
        catch (OperationCanceledException)
        {
            // The observer or the watcher was disposed.
        }
    }

    private void Tell(RegistrySnapshot snapshot)
    {
        try
        {
            _changed(snapshot);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Log.ObserverFailed(_logger, failure);
        }
    }
}
