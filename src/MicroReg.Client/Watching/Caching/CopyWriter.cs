using MicroReg.Client.Watching.Copying;
using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Watching.Caching;

/// <summary>Keeps the file up to date. Writes at most once in an interval, and never delays the watcher.</summary>
internal sealed class CopyWriter(CopyFile file, TimeSpan interval, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly LatestValue<CopyState> _latest = new(CopyState.Empty);
    private readonly CancellationTokenSource _stop = new();
    private Task _writing = Task.CompletedTask;

    /// <summary>The copy that was last written. Null if there is none or the file is invalid.</summary>
    public CopyState? Read()
    {
        try
        {
            return file.Read();
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.FileIgnored(logger, file.Path, failure.Message);
            return null;
        }
    }

    public void Start() => _writing = WriteAllAsync(_latest.Current, _stop.Token);

    /// <summary>Schedules a write of a changed copy.</summary>
    public void Write(CopyState state) => _latest.Set(state);

    /// <summary>Writes what has not been written yet.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WriteAllAsync(LatestValue<CopyState>.Entry written, CancellationToken stop)
    {
        while (true)
        {
            await written.Replaced.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var latest = _latest.Current;
            if (latest != written)
                await WriteAsync(latest.Value).ConfigureAwait(false);
            written = latest;
            if (stop.IsCancellationRequested)
                return;
            await Task.Delay(interval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync(CopyState state)
    {
        try
        {
            await file.WriteAsync(state).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.FileNotWritten(logger, file.Path, failure.Message);
        }
    }
}
