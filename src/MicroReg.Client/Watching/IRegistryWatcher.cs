namespace MicroReg.Client.Watching;

/// <summary>
/// Keeps a copy of what is registered, which can be used at any time: while nodes come and go, and while none is there. It
/// is never thrown away because a node answered that there is nothing without being ready.
/// </summary>
public interface IRegistryWatcher
{
    /// <summary>The copy as it is now. Read by any thread, at the cost of a field.</summary>
    RegistrySnapshot Current { get; }

    /// <summary>True while a node confirms the copy at least every few seconds.</summary>
    bool IsInTouch { get; }

    /// <summary>For how long no node has confirmed the copy; null if none ever has.</summary>
    TimeSpan? Staleness { get; }

    /// <summary>Completes once the copy is usable: confirmed by a node, or read from the disk.</summary>
    Task WhenUsableAsync(CancellationToken cancellation = default);

    /// <summary>Calls back after each change, with the copy that includes it; one call at a time, in order.</summary>
    /// <returns>Ends the calls when it is disposed.</returns>
    IDisposable OnChange(Action<RegistrySnapshot> changed);
}
