using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Compares this node's clock with those of others. Stamps are never refused. But a node whose clock is far ahead would win every
/// conflict, so it refuses writes if at least two others agree that it is wrong. If none agrees with it, and two do not agree with each
/// other, as in a pair, nobody can tell who is wrong; then it is the one that is ahead of all others, because a clock that is behind does
/// less harm: a write always gets a stamp after the one before it.
/// </summary>
internal static class ClockSkew
{
    /// <summary>The difference that is logged, in milliseconds.</summary>
    public const long Noteworthy = 1_000;

    /// <summary>The difference from which a node refuses writes, in milliseconds: that of <see cref="HybridClock.MostAhead"/>.</summary>
    public const long Intolerable = 60_000;

    /// <summary>
    /// True if at least two other nodes agree with each other and this node's clock is far from both, or if it is far ahead of all.
    /// </summary>
    /// <param name="ahead">How far each reachable node's clock is ahead of this one's, in milliseconds.</param>
    public static bool IsIntolerable(IReadOnlyCollection<long> ahead) => IsFarAhead(ahead) || IsOutvoted(ahead);

    private static bool IsFarAhead(IReadOnlyCollection<long> ahead) => ahead.Count > 0 && ahead.All(one => one < -Intolerable);

    private static bool IsOutvoted(IReadOnlyCollection<long> ahead) =>
        ahead.Where(one => Math.Abs(one) > Intolerable)
            .Any(one => ahead.Count(other => Math.Abs(other - one) < Intolerable / 2 && Math.Abs(other) > Intolerable) >= 2);
}
