using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Subscriptions;

namespace MicroReg.Actors.Subscriptions;

/// <summary>What the calls to subscribers need, and their counts. It outlives their actor and the actor system.</summary>
/// <param name="database">The records, subscriptions among them.</param>
/// <param name="feed">The events.</param>
/// <param name="replica">The nodes of the cluster.</param>
/// <param name="options">Limits and times.</param>
/// <param name="caller">Makes the calls.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads retries.</param>
internal sealed class SubscriptionRuntime(
    RegistryDatabase database,
    IStatusFeed feed,
    Func<ReplicaStatus> replica,
    SubscriptionOptions options,
    ISubscriberCaller caller,
    TimeProvider time,
    Random random)
{
    private readonly Lock _drawing = new();
    private volatile Rendezvous? _owners;
    private int _owned;
    private int _open;
    private long _delivered;
    private long _failed;

    /// <summary>Limits and times.</summary>
    public SubscriptionOptions Options => options;

    /// <summary>The state of the calls. Thread-safe.</summary>
    public SubscriptionStatus Status => new(
        Table.Count, Volatile.Read(ref _owned), Volatile.Read(ref _delivered), Volatile.Read(ref _failed), Volatile.Read(ref _open));

    internal SubscriptionTable Table => database.Subscriptions;

    internal IStatusFeed Feed => feed;

    internal ISubscriberCaller Caller => caller;

    internal TimeProvider Time => time;

    /// <summary>The lasting id of this node.</summary>
    internal string NodeId => database.Loaded.NodeId;

    /// <summary>
    /// Whether this node may end subscriptions that are not renewed. A node that is cut off may not, because renewals may not reach it.
    /// </summary>
    internal bool MayEnd => OwnerNodes.ReachesMajority(replica());

    /// <summary>How keys are divided among the nodes that are there now.</summary>
    internal Rendezvous Owners()
    {
        var nodes = OwnerNodes.Of(replica(), NodeId);
        return _owners is { } owners && owners.IsAmong(nodes) ? owners : _owners = new Rendezvous(nodes);
    }

    internal double Chance()
    {
        lock (_drawing)
            return random.NextDouble();
    }

    internal void Count(bool isDelivered)
    {
        if (isDelivered)
            Interlocked.Increment(ref _delivered);
        else
            Interlocked.Increment(ref _failed);
    }

    internal void Publish(int owned, int openCircuits)
    {
        Volatile.Write(ref _owned, owned);
        Volatile.Write(ref _open, openCircuits);
    }
}
