using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Forwarding;

/// <summary>Tells whether the gateway has a copy of the registry. Before that, "no such service" would be a guess.</summary>
internal sealed class UsableCopy(IRegistryWatcher watcher)
{
    private readonly Task _usable = watcher.WhenUsableAsync();

    /// <summary>True once there is a copy, from a node or from the cache file.</summary>
    public bool IsThere => _usable.IsCompletedSuccessfully;

    /// <summary>Completes when there is a copy.</summary>
    public Task WhenThereAsync(CancellationToken cancellation) => _usable.WaitAsync(cancellation);
}
