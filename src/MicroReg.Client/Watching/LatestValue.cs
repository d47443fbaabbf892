namespace MicroReg.Client.Watching;

/// <summary>
/// A value that is replaced, and whose readers want to know. A reader that is slow finds the latest value, not all those
/// between, and nothing is kept for it meanwhile. One thread sets; any may read.
/// </summary>
internal sealed class LatestValue<T>(T first)
{
    private volatile Entry _entry = new(first);

    /// <summary>The value, with which to wait for the one after it.</summary>
    public Entry Current => _entry;

    public void Set(T value)
    {
        var former = _entry;
        _entry = new Entry(value);
        former.Replace();
    }

    /// <summary>Completes with a later value than the one given, at once if there is one.</summary>
    public async Task<Entry> AfterAsync(Entry entry, CancellationToken cancellation)
    {
        await entry.Replaced.WaitAsync(cancellation).ConfigureAwait(false);
        return _entry;
    }

    /// <summary>The value at one time.</summary>
    public sealed class Entry(T value)
    {
        private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public T Value => value;

        public Task Replaced => _replaced.Task;

        public void Replace() => _replaced.TrySetResult();
    }
}
