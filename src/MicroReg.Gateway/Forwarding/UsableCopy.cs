using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Forwarding;

/// <summary>Whether anything is known of the registry. Until then "no such service" would be a guess.</summary>
internal sealed class UsableCopy(IRegistryWatcher watcher)
{
    private readonly Task _usable = watcher.WhenUsableAsync();

    /// <summary>True once a node has told, or the disk has remembered, what is registered.</summary>
    public bool IsThere => _usable.IsCompletedSuccessfully;

    /// <summary>Completes then.</summary>
    public Task WhenThereAsync(CancellationToken cancellation) => _usable.WaitAsync(cancellation);
}
