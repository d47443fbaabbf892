namespace MicroReg.Domain.Kernel;

/// <summary>Whether a node may be asked.</summary>
/// <param name="IsReady">True once it holds what it should answer from.</param>
/// <param name="IsStale">True if it answers from records that it could not compare with another node's.</param>
/// <param name="Reason">Why it is not ready or stale; empty if all is well.</param>
public sealed record Readiness(bool IsReady, bool IsStale, string Reason)
{
    /// <summary>All is well.</summary>
    public static Readiness Ready { get; } = new(true, false, "");

    /// <summary>
    /// True if the records are complete, so that what is not among them is not registered. A node that is not ready for another reason,
    /// such as a fault of its actors, goes on to answer lookups.
    /// </summary>
    internal bool KnowsAll { get; init; } = IsReady;

    /// <summary>What a node that is not ready answers instead of "unknown".</summary>
    internal RegistryFault CannotKnow() =>
        new(FaultKind.Unavailable, $"This node is not ready and cannot know that. {Reason} Ask another node, or try again.");
}
