namespace MicroReg.Domain.Versions;

/// <summary>
/// Issues the stamps of one origin. Every stamp is greater than all that this clock issued or observed before, however the wall clock
/// jumps. The only exception are observed times far in the future: some node's clock is wrong, and it must not set all others wrong. A
/// write on a record with such a stamp asks for a stamp after it. Not thread-safe: it belongs to the single writer of a database.
/// </summary>
/// <param name="time">The wall clock.</param>
/// <param name="origin">The run of the node that the stamps carry.</param>
internal sealed class HybridClock(TimeProvider time, OriginId origin)
{
    /// <summary>
    /// How far an observed time moves this clock ahead of the wall clock at most. Nodes whose clocks differ by more do not both take
    /// writes.
    /// </summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);

    private HybridTime _last;

    /// <summary>The origin that this clock puts into its stamps.</summary>
    public OriginId Origin => origin;

    /// <summary>The greatest time that was issued, or observed and taken over.</summary>
    public HybridTime Last => _last;

    /// <summary>A stamp greater than every stamp issued before.</summary>
    public Stamp Next()
    {
        var wall = HybridTime.FromWallClock(time.GetUtcNow());
        _last = wall > _last ? wall : _last.Next();
        return new Stamp(_last, origin);
    }

    /// <summary>A stamp that is also greater than a time, however far in the future that is. It does not move the clock there.</summary>
    /// <param name="after">The time of the last write on the same record.</param>
    public Stamp Next(HybridTime after)
    {
        var next = Next();
        return next.Time > after ? next : new Stamp(after.Next(), origin);
    }

    /// <summary>Observes a time from elsewhere: from disk at a start, or from another node.</summary>
    public void Observe(HybridTime seen)
    {
        if (!(seen > _last))
            return;
        var most = HybridTime.FromWallClock(time.GetUtcNow() + MostAhead);
        var bounded = seen < most ? seen : most;
        if (bounded > _last)
            _last = bounded;
    }
}
