using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Remembers what all known nodes had at which time, to tell what they have had for the retention: only that may be dropped or
/// compacted.
/// </summary>
internal sealed class Stability(TimeSpan retention)
{
    private readonly Queue<(TimeSpan At, VersionVector Stable)> _snapshots = [];
    private TimeSpan? _last;

    /// <summary>What has been stable for the retention.</summary>
    public VersionVector Settled { get; private set; } = VersionVector.Empty;

    /// <summary>Takes a snapshot of what all nodes have now, if one is due. Some two dozen snapshots span the retention.</summary>
    public bool Observe(TimeSpan now, Func<VersionVector> stable)
    {
        if (_last is { } last && now - last < retention / 24)
            return false;
        _last = now;
        _snapshots.Enqueue((now, stable()));
        while (_snapshots.TryPeek(out var oldest) && now - oldest.At >= retention)
            Settled = _snapshots.Dequeue().Stable;
        return true;
    }
}
