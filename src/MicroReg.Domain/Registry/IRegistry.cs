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

    /// <summary>Whether this node may be asked: that of <see cref="Status"/>, cheap enough to look at on every call.</summary>
    Readiness Readiness { get; }

    /// <summary>Adds an instance or begins a new generation of it.</summary>
    /// <returns>The id of the instance, or why it was not registered.</returns>
    Task<Outcome<int>> RegisterAsync(RegisterInstance command, CancellationToken cancellation = default);

    /// <summary>Sets the reported status of one instance or of all instances of a service.</summary>
    /// <returns>False if nothing is registered under that name (and endpoint).</returns>
    Task<Outcome<bool>> UpdateStatusAsync(UpdateStatus command, CancellationToken cancellation = default);

    /// <summary>Removes one instance or all instances of a service.</summary>
    /// <returns>False if nothing is registered under that name (and endpoint).</returns>
    Task<Outcome<bool>> UnregisterAsync(UnregisterInstances command, CancellationToken cancellation = default);

    /// <summary>
    /// Gives up a node that will not come back, so that quorums no longer count it. Every node learns of it; should
    /// the node come back, it takes a complete copy before it counts again.
    /// </summary>
    /// <param name="node">The lasting id of a known node, its address as "host:port", or its name if no two nodes share it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False if no such node is known; a fault if it is this node or one that is reachable.</returns>
    Task<Outcome<bool>> ForgetNodeAsync(string node, CancellationToken cancellation = default);
}
