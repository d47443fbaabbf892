namespace MicroReg.Client.Watching;

/// <summary>
/// Keeps a copy of the registry. The copy can be used at any time, even while no node can be reached. An empty answer of a node that is not
/// ready never replaces it.
/// </summary>
public interface IRegistryWatcher
{
    /// <summary>The current copy. Any thread may read it. Reading costs no more than a field.</summary>
    RegistrySnapshot Current { get; }

    /// <summary>True while a node confirms the copy every few seconds.</summary>
    bool IsInTouch { get; }

    /// <summary>How long ago a node last confirmed the copy. Null if none ever has.</summary>
    TimeSpan? Staleness { get; }

    /// <summary>Completes once the copy is usable: confirmed by a node or read from the file.</summary>
    Task WhenUsableAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Registers a callback. It is called after each change with the copy that includes the change, one call at a time and in order.
    /// </summary>
    /// <returns>Ends the calls when it is disposed.</returns>
    IDisposable OnChange(Action<RegistrySnapshot> changed);
}
