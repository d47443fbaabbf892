using MicroReg.Client.Watching;

namespace MicroReg.Client.Tests.Fakes;

/// <summary>A watcher whose copy the test sets.</summary>
internal sealed class FixedWatcher(RegistrySnapshot snapshot, bool isUsable = true) : IRegistryWatcher
{
    private readonly TaskCompletionSource _usable = new();
    private Action<RegistrySnapshot>? _changed;

    public RegistrySnapshot Current { get; private set; } = snapshot;

    public bool IsInTouch => true;

    public TimeSpan? Staleness => TimeSpan.Zero;

    /// <summary>The number of registered callbacks.</summary>
    public int Observers => _changed?.GetInvocationList().Length ?? 0;

    public void BecomeUsable() => _usable.TrySetResult();

    public void Change(RegistrySnapshot snapshot)
    {
        Current = snapshot;
        _changed?.Invoke(snapshot);
    }

    public Task WhenUsableAsync(CancellationToken cancellation = default) =>
        isUsable ? Task.CompletedTask : _usable.Task.WaitAsync(cancellation);

    public IDisposable OnChange(Action<RegistrySnapshot> changed)
    {
        _changed += changed;
        return new Subscription(() => _changed -= changed);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
