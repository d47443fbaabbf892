using MicroReg.Domain.Events;

namespace MicroReg.Domain.Subscriptions;

/// <summary>Calls subscribers.</summary>
internal interface ISubscriberCaller
{
    /// <summary>Delivers a page to a subscriber.</summary>
    /// <param name="url">The URL of the subscriber.</param>
    /// <param name="id">The subscription.</param>
    /// <param name="after">The cursor after which the page begins; empty for a snapshot.</param>
    /// <param name="page">The page; one without events is a sign of life.</param>
    /// <param name="cancellation">Ends the call.</param>
    Task<CallbackAnswer> CallAsync(Uri url, string id, EventCursor after, FeedPage page, CancellationToken cancellation);
}

/// <summary>The answer of a subscriber to a page.</summary>
/// <param name="Error">Why the call failed, for the log, without secrets of the URL; null if it did not.</param>
/// <param name="Cursor">
/// The cursor of the subscriber, if the page does not begin there: another node has sent it something meanwhile, and it did not accept the
/// page. Null if it accepted it.
/// </param>
internal sealed record CallbackAnswer(string? Error, EventCursor? Cursor = null)
{
    /// <summary>The subscriber accepted the page.</summary>
    public static CallbackAnswer Taken { get; } = new((string?)null);

    /// <summary>The call failed.</summary>
    public static CallbackAnswer Failed(string error) => new(error);
}
