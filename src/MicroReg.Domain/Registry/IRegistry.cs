using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;
using MicroReg.Domain.Views;

namespace MicroReg.Domain.Registry;

/// <summary>
/// The registry, as the edge, plugins and host applications see it. Reads are answered from memory at once; a
/// write is answered when its acknowledgement level is met, and every call ends within a bounded time.
/// </summary>
public interface IRegistry
{
    /// <summary>The view for lookups. A caller sees its own answered writes here.</summary>
    RegistryView View { get; }

    /// <summary>What this node knows about itself and the cluster.</summary>
    ClusterStatus Status { get; }

    /// <summary>Whether this node may be asked. The same as in <see cref="Status"/>, but cheap enough for every call.</summary>
    Readiness Readiness { get; }

    /// <summary>The feed of status changes.</summary>
    IStatusFeed Events { get; }

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
    /// Renews the lease of an instance, at any node. It returns at once and writes nothing; the owner of the lease hears of it.
    /// </summary>
    /// <returns>
    /// False if this node knows no such instance: register it again. A fault if fewer than half of the nodes hear this one: the
    /// others may call the instance dead all the same, so go to one of them.
    /// </returns>
    Outcome<bool> Heartbeat(InstanceKey instance);

    /// <summary>Takes an instance out of use now, and unregisters it after a time.</summary>
    /// <returns>False if there is no such instance.</returns>
    Task<Outcome<bool>> DrainAsync(DrainInstance command, CancellationToken cancellation = default);

    /// <summary>
    /// Ends self-preservation at every reachable node: preserved instances are failing from now on, and it does not start again for five
    /// minutes.
    /// </summary>
    /// <returns>How many instances this node preserved; others may have preserved more.</returns>
    Task<Outcome<int>> ReleaseSelfPreservationAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Subscribes an address: this or another node calls it with status changes, until the subscription is no longer renewed.
    /// </summary>
    /// <param name="terms">The address, the filter, and the time to live without renewal.</param>
    /// <param name="cursor">The cursor of the subscriber; "" for a snapshot first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The id of the subscription, or a fault.</returns>
    Task<Outcome<SubscriptionGrant>> SubscribeAsync(SubscriptionTerms terms, string cursor = "", CancellationToken cancellation = default);

    /// <summary>Renews a subscription for another time to live.</summary>
    /// <returns>False if there is no such subscription: subscribe again, with the last cursor.</returns>
    Task<Outcome<bool>> RenewSubscriptionAsync(string id, CancellationToken cancellation = default);

    /// <summary>Ends a subscription.</summary>
    /// <returns>False if there is no such subscription.</returns>
    Task<Outcome<bool>> UnsubscribeAsync(string id, CancellationToken cancellation = default);

    /// <summary>
    /// Forgets a node that will not come back, so that quorums no longer count it. Every node learns of it. If the node comes back all the
    /// same, it takes a complete copy before it counts again.
    /// </summary>
    /// <param name="node">The lasting id of a known node, its address as "host:port", or its name if no two nodes share it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False if no such node is known; a fault if it is this node or one that is reachable.</returns>
    Task<Outcome<bool>> ForgetNodeAsync(string node, CancellationToken cancellation = default);
}
