namespace MicroReg.Domain.Kernel;

/// <summary>Whether a node may be asked.</summary>
/// <param name="IsReady">True once it holds what it should answer from.</param>
/// <param name="IsStale">True if it answers from records that it could not compare with another node's.</param>
/// <param name="Reason">Why it is not ready or stale; empty if all is well.</param>
public sealed record Readiness(bool IsReady, bool IsStale, string Reason)
{
    /// <summary>All is well.</summary>
    public static Readiness Ready { get; } = new(true, false, "");
}
