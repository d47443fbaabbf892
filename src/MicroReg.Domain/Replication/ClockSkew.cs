namespace MicroReg.Domain.Replication;

/// <summary>
/// Judges this node's clock by those of others. Stamps are never refused, whatever the clocks say; but a node whose
/// clock is far off, while others agree with each other, would win every conflict, so it takes no more writes.
/// </summary>
internal static class ClockSkew
{
    /// <summary>A difference that operators are told of, in milliseconds.</summary>
    public const long Noteworthy = 1_000;

    /// <summary>A difference that ends the taking of writes, in milliseconds.</summary>
    public const long Intolerable = 60_000;

    /// <summary>True if at least two others agree with each other and this node is far off from both.</summary>
    /// <param name="ahead">How far each reachable node's clock is ahead of this one's, in milliseconds.</param>
    public static bool IsIntolerable(IReadOnlyCollection<long> ahead) =>
        ahead.Where(one => Math.Abs(one) > Intolerable)
            .Any(one => ahead.Count(other => Math.Abs(other - one) < Intolerable / 2 && Math.Abs(other) > Intolerable) >= 2);
}
