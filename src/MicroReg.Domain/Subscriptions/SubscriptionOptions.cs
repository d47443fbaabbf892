using MicroReg.Domain.Networks;

namespace MicroReg.Domain.Subscriptions;

/// <summary>How subscribers are called back.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>The networks of permitted subscribers. Default: <value>loopback and private networks</value>.</summary>
    public TargetNetworks Targets { get; init; } = TargetNetworks.Default;

    /// <summary>The most subscriptions in the cluster; beyond that <c>subscribe</c> fails (429). Default: <value>10,000</value>.</summary>
    public int MaxSubscriptions { get; init; } = 10_000;

    /// <summary>How long a subscriber may take to answer a call. Default: <value>5 seconds</value>.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After this time without events a subscriber gets an empty page, so that it can tell silence from failure. Default:
    /// <value>60 seconds</value>.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The shortest interval between checkpoints of a cursor. A new owner may send the events of that time twice. Default:
    /// <value>10 seconds</value>.
    /// </summary>
    public TimeSpan CursorInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest interval between checkpoints of a cursor while nothing happens: well below the time for which cursors can be continued.
    /// Default: <value>1 hour</value>.
    /// </summary>
    public TimeSpan CursorRefresh { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>What a subscriber gets.</summary>
/// <param name="Id">The id, by which it renews and ends the subscription.</param>
/// <param name="TtlSeconds">How long the subscription lasts without renewal, in seconds.</param>
public sealed record SubscriptionGrant(string Id, int TtlSeconds);

/// <summary>The callbacks of a node. Counters are since its start.</summary>
/// <param name="Count">Living subscriptions in the cluster.</param>
/// <param name="Owned">Subscriptions whose subscribers this node calls.</param>
/// <param name="Delivered">Calls that succeeded.</param>
/// <param name="Failed">Calls that failed.</param>
/// <param name="OpenCircuits">Owned subscriptions with an open circuit: their subscribers are only probed.</param>
public sealed record SubscriptionStatus(int Count, int Owned, long Delivered, long Failed, int OpenCircuits)
{
    /// <summary>No subscriptions.</summary>
    public static SubscriptionStatus None { get; } = new(0, 0, 0, 0, 0);
}
