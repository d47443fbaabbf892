using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Remembers what every known node had at which time, to tell what all have had for the retention: only that may be
/// forgotten.
/// </summary>
internal sealed class Stability(TimeSpan retention)
{
    private readonly Queue<(TimeSpan At, VersionVector Stable)> _snapshots = [];
    private TimeSpan? _last;

    /// <summary>What has been stable for the retention.</summary>
    public VersionVector Settled { get; private set; } = VersionVector.Empty;

    /// <summary>Takes note of what all have now; some two dozen snapshots span the retention.</summary>
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
