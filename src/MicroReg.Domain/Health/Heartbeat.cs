using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>The last sign of life of a leased instance that a node took or was told of. Written by any thread.</summary>
/// <param name="key">The instance.</param>
public sealed class Heartbeat(InstanceKey key)
{
    /// <summary>No sign of life yet.</summary>
    public const long Never = long.MinValue;

    private readonly ulong _hash = KeyHash.Of(key);
    private long _at = Never;
    private volatile string? _via;
    private volatile bool _wasAskedFor;
    private int _isExpected;
    private int _isQueued;

    /// <summary>The instance.</summary>
    public InstanceKey Key => key;

    /// <summary>When it came, in milliseconds of the node's uptime; <see cref="Never"/> before the first.</summary>
    public long At => Volatile.Read(ref _at);

    /// <summary>The node that took it; null for this one.</summary>
    public string? Via => _via;

    /// <summary>True if it became known by an answer: the node that took it does not send this one what it takes.</summary>
    public bool WasAskedFor => _wasAskedFor;

    /// <summary>Takes a sign of life, unless a later one is known.</summary>
    /// <returns>True if somebody waits for it.</returns>
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

    /// <summary>The next one is waited for.</summary>
    internal void Expect() => Volatile.Write(ref _isExpected, 1);

    /// <summary>The owner among nodes.</summary>
    internal string? OwnerAmong(Rendezvous owners) => owners.OwnerOf(_hash);

    /// <summary>True for the first who puts it into the queue of what is sent on.</summary>
    internal bool TryQueue() => Interlocked.Exchange(ref _isQueued, 1) == 0;

    internal void Unqueue() => Interlocked.Exchange(ref _isQueued, 0);
}
