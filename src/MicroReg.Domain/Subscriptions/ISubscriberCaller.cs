using MicroReg.Domain.Events;

namespace MicroReg.Domain.Subscriptions;

/// <summary>Calls a subscriber back.</summary>
public interface ISubscriberCaller
{
    /// <summary>Hands a page to a subscriber.</summary>
    /// <param name="url">Where it is called.</param>
    /// <param name="id">The subscription.</param>
    /// <param name="after">The cursor behind which the page begins; the empty one with a snapshot.</param>
    /// <param name="page">The page; one without events says that the node is there.</param>
    /// <param name="cancellation">Ends the call.</param>
    Task<CallbackAnswer> CallAsync(Uri url, string id, EventCursor after, FeedPage page, CancellationToken cancellation);
}

/// <summary>What a subscriber said to a page.</summary>
/// <param name="Error">Why it is not taken, for the log: without what may be secret in the URL; null if nothing went wrong.</param>
/// <param name="Cursor">
/// Where the subscriber says that it stands, if that is not where the page begins: another node has told it something meanwhile,
/// and it did not take the page. Null if it took it.
/// </param>
public sealed record CallbackAnswer(string? Error, EventCursor? Cursor = null)
{
    /// <summary>It took the page.</summary>
    public static CallbackAnswer Taken { get; } = new((string?)null);

    /// <summary>The call failed.</summary>
    public static CallbackAnswer Failed(string error) => new(error);
}
