using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>The last heartbeat of a leased instance, received from a caller or from another node. Thread-safe.</summary>
/// <param name="key">The instance.</param>
internal sealed class Heartbeat(InstanceKey key)
{
    /// <summary>No heartbeat yet.</summary>
    public const long Never = long.MinValue;

    private readonly ulong _hash = KeyHash.Of(key);
    private long _at = Never;
    private volatile string? _via;
    private volatile bool _wasAskedFor;
    private int _isExpected;
    private int _isQueued;

    /// <summary>The instance.</summary>
    public InstanceKey Key => key;

    /// <summary>When it arrived, in milliseconds of the node's uptime; <see cref="Never"/> before the first.</summary>
    public long At => Volatile.Read(ref _at);

    /// <summary>The node that received it; null for this one.</summary>
    public string? Via => _via;

    /// <summary>True if this node had to ask for it: the node that received it does not forward heartbeats here.</summary>
    public bool WasAskedFor => _wasAskedFor;

    /// <summary>Records a heartbeat, unless a later one is known.</summary>
    /// <returns>True if it was expected.</returns>
    internal bool Take(long at, string? via, bool wasAskedFor = false)
    {
        var preserved = Volatile.Read(ref _at);
        while (at > preserved)
        {
            if (Interlocked.CompareExchange(ref _at, at, preserved) is var seen && seen == preserved)
            {
                (_via, _wasAskedFor) = (via, wasAskedFor);
                break;
            }

            preserved = seen;
        }

        return Volatile.Read(ref _isExpected) == 1 && Interlocked.Exchange(ref _isExpected, 0) == 1;
    }

    /// <summary>Has the next heartbeat reported as expected.</summary>
    internal void Expect() => Volatile.Write(ref _isExpected, 1);

    /// <summary>The owner of the instance.</summary>
    internal string? OwnerAmong(Rendezvous owners) => owners.OwnerOf(_hash);

    /// <summary>True for the first caller: only that one puts it into the queue of heartbeats to forward.</summary>
    internal bool TryQueue() => Interlocked.Exchange(ref _isQueued, 1) == 0;

    internal void Unqueue() => Interlocked.Exchange(ref _isQueued, 0);
}
