using System.Collections.Concurrent;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// The last heartbeat of each leased instance. A heartbeat costs two lookups and no mailbox. It is queued for the next tick only if
/// it is expected (the first one, or the first after a silence) or belongs to another node. Thread-safe.
/// </summary>
/// <param name="self">The lasting id of this node.</param>
internal sealed class HeartbeatTable(string self)
{
    /// <summary>What is read within so many milliseconds after a pause may have been sent at its beginning.</summary>
    public const int LateFor = 1000;

    private readonly ConcurrentDictionary<InstanceKey, Heartbeat> _heartbeats = new();
    private readonly ConcurrentQueue<Heartbeat> _forward = new();
    private readonly ConcurrentQueue<InstanceKey> _awaited = new();
    private readonly ConcurrentDictionary<InstanceKey, LateHeartbeat> _late = new();
    private volatile Rendezvous _owners = new([self]);
    private long _taken;
    private long _takenAt = Heartbeat.Never;
    private long _tickedAt = Heartbeat.Never;
    private long _pausedUntil = Heartbeat.Never;

    /// <summary>How many heartbeats callers sent to this node.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>
    /// When the last heartbeat of any caller arrived, in milliseconds of the node's uptime: proof that callers reach this node.
    /// </summary>
    public long TakenAt => Volatile.Read(ref _takenAt);

    /// <summary>Records the heartbeat of a caller.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="now">The node's uptime in milliseconds.</param>
    public void Take(InstanceKey key, long now)
    {
        Interlocked.Increment(ref _taken);
        Volatile.Write(ref _takenAt, now);
        if (IsAfterPause(now))
        {
            _late[key] = new LateHeartbeat(key, now, Via: null);
            return;
        }

        var heartbeat = Of(key);
        if (heartbeat.Take(now, via: null))
            _awaited.Enqueue(key);
        Interlocked.MemoryBarrier();
        if (heartbeat.OwnerAmong(_owners) is { } owner && owner != self && heartbeat.TryQueue())
            _forward.Enqueue(heartbeat);
    }

    /// <summary>Whether the node was stopped until a moment ago: what is read now may have been sent before.</summary>
    internal bool IsAfterPause(long now) =>
        Volatile.Read(ref _tickedAt) is not Heartbeat.Never and var ticked && now - ticked > LeaseRenewal.PauseAfter + HealthKeeper.Tick
        || Volatile.Read(ref _pausedUntil) is not Heartbeat.Never and var paused && now - paused < LateFor;

    /// <summary>The node is not stopped at this moment.</summary>
    internal void OnTick(long now) => Volatile.Write(ref _tickedAt, now);

    /// <summary>The node was stopped until now.</summary>
    internal void OnPause(long now) => Volatile.Write(ref _pausedUntil, now);

    /// <summary>Takes the heartbeats that were read right after a pause, of each instance the latest.</summary>
    internal IEnumerable<LateHeartbeat> TakeLate()
    {
        foreach (var (key, _) in _late)
            if (_late.TryRemove(key, out var late))
                yield return late;
    }

    /// <summary>When a heartbeat of a caller was read right after a pause, if one was.</summary>
    internal long? LateAt(InstanceKey key) => _late.TryGetValue(key, out var late) && late.Via is null ? late.At : null;

    /// <summary>
    /// Takes over new owners, and forwards to each what callers sent to this node. The new owner may have considered itself the owner all
    /// the time, as two nodes without a link do. Then it does not start the instance with a full lease.
    /// </summary>
    /// <param name="owners">The nodes that own instances from now on.</param>
    internal void Rebalance(Rendezvous owners)
    {
        var before = _owners;
        _owners = owners;

        // Either this loop sees a concurrent heartbeat, or the thread of its caller sees the new owners.
        Interlocked.MemoryBarrier();
        foreach (var (_, heartbeat) in _heartbeats)
            if (heartbeat.At != Heartbeat.Never && heartbeat.Via is null && heartbeat.OwnerAmong(owners) is { } owner && owner != self
                && owner != heartbeat.OwnerAmong(before) && heartbeat.TryQueue())
                _forward.Enqueue(heartbeat);
    }

    /// <summary>Records a heartbeat that another node received.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="at">When it arrived there, in milliseconds of this node's uptime.</param>
    /// <param name="via">That node.</param>
    /// <param name="wasAskedFor">True if that node reported it because it was asked.</param>
    /// <param name="now">The node's uptime in milliseconds.</param>
    internal void TakeFrom(InstanceKey key, long at, string via, bool wasAskedFor, long now)
    {
        if (IsAfterPause(now))
            _late.TryAdd(key, new LateHeartbeat(key, at, via));
        else if (Of(key).Take(at, via, wasAskedFor))
            _awaited.Enqueue(key);
    }

    /// <summary>The last heartbeat of an instance, or null.</summary>
    internal Heartbeat? Find(InstanceKey key) => _heartbeats.GetValueOrDefault(key);

    internal Heartbeat Of(InstanceKey key) =>
        _heartbeats.TryGetValue(key, out var heartbeat) ? heartbeat : _heartbeats.GetOrAdd(key, static key => new Heartbeat(key));

    /// <summary>The instances that anything is known of.</summary>
    internal IEnumerable<InstanceKey> Keys => _heartbeats.Select(entry => entry.Key);

    internal void Remove(InstanceKey key)
    {
        _heartbeats.TryRemove(key, out _);
        _late.TryRemove(key, out _);
    }

    /// <summary>Takes the next heartbeat to forward to another node.</summary>
    internal bool TryForward(out Heartbeat heartbeat)
    {
        if (!_forward.TryDequeue(out heartbeat!))
            return false;
        heartbeat.Unqueue();
        return true;
    }

    /// <summary>Takes the next instance whose expected heartbeat arrived.</summary>
    internal bool TryAwaited(out InstanceKey key) => _awaited.TryDequeue(out key!);
}

/// <summary>A heartbeat that was read right after a pause of this node.</summary>
/// <param name="Key">The instance.</param>
/// <param name="At">When it was read, here or at another node, in milliseconds of this node's uptime.</param>
/// <param name="Via">The node that received it; null for this one.</param>
internal readonly record struct LateHeartbeat(InstanceKey Key, long At, string? Via);
