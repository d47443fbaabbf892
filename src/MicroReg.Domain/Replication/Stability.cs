using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Remembers what all known nodes had at which time, to tell what they have had for the retention: only that may be dropped or
/// compacted. It goes on where an earlier run stopped: otherwise nothing would ever be due at a node that restarts more often than that.
/// </summary>
internal sealed class Stability(TimeSpan retention)
{
    private readonly Queue<(TimeSpan At, VersionVector Stable)> _snapshots = [];
    private TimeSpan? _last;

    /// <summary>What has been stable for the retention.</summary>
    public VersionVector Settled { get; private set; } = VersionVector.Empty;

    /// <summary>What becomes settled next, and since when all nodes have had it; null if there was no snapshot yet.</summary>
    public (TimeSpan At, VersionVector Stable)? Next => _snapshots.TryPeek(out var next) ? next : null;

    /// <summary>Goes on where an earlier run stopped.</summary>
    public void Resume(VersionVector settled, (TimeSpan At, VersionVector Stable)? next)
    {
        Settled = settled;
        if (next is { } snapshot)
            _snapshots.Enqueue(snapshot);
    }

    /// <summary>Takes a snapshot of what all nodes have now, if one is due. Some two dozen snapshots span the retention.</summary>
    public bool Observe(TimeSpan now, Func<VersionVector> stable)
    {
        if (_last is { } last && now - last < retention / 24)
            return false;
        _last = now;
        _snapshots.Enqueue((now, stable()));
        while (_snapshots.TryPeek(out var oldest) && now - oldest.At >= retention)
            Settled = Settled.Merge(_snapshots.Dequeue().Stable);
        return true;
    }
}
