using System.Collections.Immutable;
using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Tests;

/// <summary>A registry whose state the test sets.</summary>
internal sealed class FakeWatcher : IRegistryWatcher
{
    private readonly TaskCompletionSource _usable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private event Action<RegistrySnapshot>? Changed;

    public RegistrySnapshot Current { get; private set; } = RegistrySnapshot.Empty;

    public bool IsInTouch { get; set; } = true;

    public TimeSpan? Staleness => IsInTouch ? TimeSpan.Zero : null;

    public Task WhenUsableAsync(CancellationToken cancellation = default) => _usable.Task.WaitAsync(cancellation);

    public IDisposable OnChange(Action<RegistrySnapshot> changed)
    {
        Changed += changed;
        return new Subscription(() => Changed -= changed);
    }

    /// <summary>Sets the instances of a service. Without instances, the service is unregistered.</summary>
    public void Set(string service, params ServiceInstance[] instances)
    {
        Current = Current with
        {
            Services = instances.Length == 0
                ? Current.Services.Remove(service)
                : Current.Services.SetItem(service, [.. instances]),
        };
        _usable.TrySetResult();
        Changed?.Invoke(Current);
    }

    /// <summary>Sets many services at once.</summary>
    public void SetAll(IEnumerable<KeyValuePair<string, ImmutableArray<ServiceInstance>>> services)
    {
        Current = Current with { Services = Current.Services.SetItems(services) };
        _usable.TrySetResult();
        Changed?.Invoke(Current);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
