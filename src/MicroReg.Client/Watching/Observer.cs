using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Watching;

/// <summary>Calls back after each change until it is disposed, one call at a time.</summary>
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
        _ = ObserveAsync(changes.Current, _end.Token); // Every change after this one is told, before the caller goes on.
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
            // Nobody wants to know any more.
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
