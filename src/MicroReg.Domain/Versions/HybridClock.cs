namespace MicroReg.Domain.Versions;

/// <summary>
/// Issues the stamps of one origin. Every stamp is greater than all that this clock issued or observed before,
/// however the wall clock jumps. Not thread-safe: it belongs to the single writer of a database.
/// </summary>
/// <param name="time">The wall clock.</param>
/// <param name="origin">The run of the node that the stamps carry.</param>
internal sealed class HybridClock(TimeProvider time, OriginId origin)
{
    private HybridTime _last;

    /// <summary>The origin that this clock puts into its stamps.</summary>
    public OriginId Origin => origin;

    /// <summary>The greatest time that was issued or observed.</summary>
    public HybridTime Last => _last;

    /// <summary>A stamp greater than every stamp issued or observed before.</summary>
    public Stamp Next()
    {
        var wall = HybridTime.FromWallClock(time.GetUtcNow());
        _last = wall > _last ? wall : _last.Next();
        return new Stamp(_last, origin);
    }

    /// <summary>Observes a time from elsewhere: from disk at a start, or from another node.</summary>
    public void Observe(HybridTime seen)
    {
        if (seen > _last)
            _last = seen;
    }
}
