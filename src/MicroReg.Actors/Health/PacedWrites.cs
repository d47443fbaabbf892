using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.Health;

/// <summary>
/// Lets only some findings be written at a time, so that ten thousand services that send their first heartbeat do not keep callers
/// waiting. What is failing, or to be removed, goes before what is well. Not thread-safe.
/// </summary>
/// <param name="send">Sends a write; its answer is told to <see cref="OnAnswered"/>.</param>
internal sealed class PacedWrites(Action<RegistryCommand> send)
{
    /// <summary>Enough to fill a group commit.</summary>
    public const int Most = 256;

    /// <summary>An answer that has not come by then does not come: its actor was replaced.</summary>
    private const long AnswerWithin = 10_000;

    private readonly Dictionary<InstanceKey, RegistryCommand> _waiting = [];
    private readonly Queue<InstanceKey> _urgent = [];
    private readonly Queue<InstanceKey> _others = [];
    private int _underWay;
    private long _heardAt;

    /// <summary>How many wait for their turn.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>A finding is to be written. One that still waits for the same instance is superseded.</summary>
    public void Add(InstanceKey key, RegistryCommand write)
    {
        if (_underWay < Most && _waiting.Count == 0)
        {
            _underWay++;
            send(write);
            return;
        }

        var isUrgent = write is not SetHealth { Health: InstanceHealth.Passing };
        if (!_waiting.TryGetValue(key, out var existing) || (isUrgent && existing is SetHealth { Health: InstanceHealth.Passing }))
            (isUrgent ? _urgent : _others).Enqueue(key);
        _waiting[key] = write;
    }

    /// <summary>A write was answered, whatever the answer.</summary>
    /// <param name="now">The uptime in milliseconds.</param>
    public void OnAnswered(long now)
    {
        _heardAt = now;
        _underWay = Math.Max(0, _underWay - 1);
        SendNext();
    }

    /// <summary>Time passes.</summary>
    /// <param name="now">The uptime in milliseconds.</param>
    public void OnTick(long now)
    {
        if (_underWay == 0)
            _heardAt = now;
        else if (now - _heardAt > AnswerWithin)
            (_underWay, _heardAt) = (0, now);
        SendNext();
    }

    private void SendNext()
    {
        while (_underWay < Most && (_urgent.TryDequeue(out var key) || _others.TryDequeue(out key)))
        {
            // It may have been sent in the other queue's turn.
            if (!_waiting.Remove(key, out var write))
                continue;
            _underWay++;
            send(write);
        }
    }
}
