using System.Collections.Concurrent;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// The signs of life that a node took or was told of. A beat costs two look-ups and no mailbox; only one that the owner waits for
/// (the first, or the first after a silence), and one that belongs to another node, is queued for the next tick. For any thread.
/// </summary>
/// <param name="self">The lasting id of this node.</param>
public sealed class HeartbeatTable(string self)
{
    private readonly ConcurrentDictionary<InstanceKey, Heartbeat> _heartbeats = new();
    private readonly ConcurrentQueue<Heartbeat> _forward = new();
    private readonly ConcurrentQueue<InstanceKey> _awaited = new();
    private volatile Rendezvous _owners = new([self]);
    private long _taken;
    private long _takenAt = Heartbeat.Never;

    /// <summary>How many signs of life callers gave this node.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>When a caller last said that anything is alive, in milliseconds of the node's uptime: then callers reach this node.</summary>
    public long TakenAt => Volatile.Read(ref _takenAt);

    /// <summary>A caller says that an instance is alive.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="now">The node's uptime in milliseconds.</param>
    public void Take(InstanceKey key, long now)
    {
        Interlocked.Increment(ref _taken);
        Volatile.Write(ref _takenAt, now);
        var heartbeat = Of(key);
        if (heartbeat.Take(now, via: null))
            _awaited.Enqueue(key);
        Interlocked.MemoryBarrier();
        if (heartbeat.OwnerAmong(_owners) is { } owner && owner != self && heartbeat.TryQueue())
            _forward.Enqueue(heartbeat);
    }

    /// <summary>
    /// The instances are divided anew. Whoever owns one from now on may have owned it all the time, in its own eyes, as two nodes do that do not
    /// reach each other: then it has no whole lease to give, and is told at once what callers gave this node.
    /// </summary>
    /// <param name="owners">The nodes that own them.</param>
    internal void Rebalance(Rendezvous owners)
    {
        var before = _owners;
        _owners = owners;

        // Either this sees the beat that a caller gives just now, or the caller's thread sees these owners.
        Interlocked.MemoryBarrier();
        foreach (var (_, heartbeat) in _heartbeats)
            if (heartbeat.At != Heartbeat.Never && heartbeat.Via is null && heartbeat.OwnerAmong(owners) is { } owner && owner != self && owner != heartbeat.OwnerAmong(before) && heartbeat.TryQueue())
                _forward.Enqueue(heartbeat);
    }

    /// <summary>Another node took a sign of life.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="at">When, in milliseconds of this node's uptime.</param>
    /// <param name="via">That node.</param>
    /// <param name="wasAskedFor">Whether that node told of it because it was asked.</param>
    internal void TakeFrom(InstanceKey key, long at, string via, bool wasAskedFor)
    {
        if (Of(key).Take(at, via, wasAskedFor))
            _awaited.Enqueue(key);
    }

    /// <summary>What is known of an instance, or null.</summary>
    internal Heartbeat? Find(InstanceKey key) => _heartbeats.GetValueOrDefault(key);

    internal Heartbeat Of(InstanceKey key) => _heartbeats.TryGetValue(key, out var heartbeat) ? heartbeat : _heartbeats.GetOrAdd(key, static key => new Heartbeat(key));

    internal void Remove(InstanceKey key) => _heartbeats.TryRemove(key, out _);

    /// <summary>The next one that belongs to another node.</summary>
    internal bool TryForward(out Heartbeat heartbeat)
    {
        if (!_forward.TryDequeue(out heartbeat!))
            return false;
        heartbeat.Unqueue();
        return true;
    }

    /// <summary>The next instance whose sign of life was waited for.</summary>
    internal bool TryAwaited(out InstanceKey key) => _awaited.TryDequeue(out key!);
}
