namespace MicroReg.Domain.Replication;

/// <summary>
/// Compares this node's clock with those of others. Stamps are never refused. But a node whose clock is far ahead would win every
/// conflict, so it refuses writes if at least two others agree that it is wrong.
/// </summary>
internal static class ClockSkew
{
    /// <summary>The difference that is logged, in milliseconds.</summary>
    public const long Noteworthy = 1_000;

    /// <summary>The difference from which a node refuses writes, in milliseconds.</summary>
    public const long Intolerable = 60_000;

    /// <summary>True if at least two other nodes agree with each other and this node's clock is far from both.</summary>
    /// <param name="ahead">How far each reachable node's clock is ahead of this one's, in milliseconds.</param>
    public static bool IsIntolerable(IReadOnlyCollection<long> ahead) =>
        ahead.Where(one => Math.Abs(one) > Intolerable)
            .Any(one => ahead.Count(other => Math.Abs(other - one) < Intolerable / 2 && Math.Abs(other) > Intolerable) >= 2);
}
