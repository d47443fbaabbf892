using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Registry;

/// <summary>
/// The registry, as the edge, plugins and host applications see it. Reads are answered from memory at once; a
/// write is answered when its acknowledgement level is met, and every call ends within a bounded time.
/// </summary>
public interface IRegistry
{
    /// <summary>What lookups are answered from. A caller sees its own answered writes here.</summary>
    RegistryView View { get; }

    /// <summary>What this node knows of itself and of the cluster.</summary>
    ClusterStatus Status { get; }

    /// <summary>Adds an instance or begins a new generation of it.</summary>
    /// <returns>The id of the instance, or why it was not registered.</returns>
    Task<Outcome<int>> RegisterAsync(RegisterInstance command, CancellationToken cancellation = default);

    /// <summary>Sets the reported status of one instance or of all instances of a service.</summary>
    /// <returns>False if nothing is registered under that name (and endpoint).</returns>
    Task<Outcome<bool>> UpdateStatusAsync(UpdateStatus command, CancellationToken cancellation = default);

    /// <summary>Removes one instance or all instances of a service.</summary>
    /// <returns>False if nothing is registered under that name (and endpoint).</returns>
    Task<Outcome<bool>> UnregisterAsync(UnregisterInstances command, CancellationToken cancellation = default);
}
