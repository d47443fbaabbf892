using System.Collections.Concurrent;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Health;

/// <summary>
/// The instances that were written since the health actor looked last. Bounded, because nobody looks while there is no such actor: beyond
/// the bound it remembers only that there were more. For any thread.
/// </summary>
/// <param name="most">How many it keeps.</param>
internal sealed class ChangedInstances(int most)
{
    /// <summary>As many as a node of the size that we aim at holds; about 2 MiB.</summary>
    public const int Most = 100_000;

    private readonly ConcurrentQueue<InstanceKey> _keys = new();
    private int _count;
    private int _isIncomplete;

    /// <summary>An instance was written.</summary>
    public void Add(InstanceKey key)
    {
        if (Interlocked.Increment(ref _count) <= most)
        {
            _keys.Enqueue(key);
            return;
        }

        Interlocked.Decrement(ref _count);
        Volatile.Write(ref _isIncomplete, 1);
    }

    /// <summary>Takes the next instance.</summary>
    public bool TryTake(out InstanceKey key)
    {
        if (!_keys.TryDequeue(out key!))
            return false;
        Interlocked.Decrement(ref _count);
        return true;
    }

    /// <summary>Whether instances were left out since the last call. Then any may have changed.</summary>
    public bool TakeIncomplete() => Interlocked.Exchange(ref _isIncomplete, 0) == 1;
}
