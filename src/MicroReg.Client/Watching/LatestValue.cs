namespace MicroReg.Client.Watching;

/// <summary>
/// A value that is replaced from time to time, and whose readers can wait for the next one. A slow reader gets the latest value and misses
/// those between. Nothing is queued for it. One thread sets the value, and any thread may read it.
/// </summary>
internal sealed class LatestValue<T>(T first)
{
    private volatile Entry _entry = new(first);

    /// <summary>The current value. It can be used to wait for the next one.</summary>
    public Entry Current => _entry;

    public void Set(T value)
    {
        var former = _entry;
        _entry = new Entry(value);
        former.Replace();
    }

    /// <summary>Completes with a value later than the given one, at once if there already is one.</summary>
    public async Task<Entry> AfterAsync(Entry entry, CancellationToken cancellation)
    {
        await entry.Replaced.WaitAsync(cancellation).ConfigureAwait(false);
        return _entry;
    }

    /// <summary>The value at one moment.</summary>
    public sealed class Entry(T value)
    {
        private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public T Value => value;

        public Task Replaced => _replaced.Task;

        public void Replace() => _replaced.TrySetResult();
    }
}
