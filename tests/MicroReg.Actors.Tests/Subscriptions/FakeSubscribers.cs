using System.Collections.Concurrent;
using MicroReg.Domain.Events;
using MicroReg.Domain.Subscriptions;

namespace MicroReg.Actors.Tests.Subscriptions;

/// <summary>Subscribers without sockets: they note what they are called with, and answer as the test says.</summary>
internal sealed class FakeSubscribers : ISubscriberCaller
{
    private readonly BlockingCollection<SubscriberCall> _calls = [];

    /// <summary>What calls are answered: null for taken. Without it every call is.</summary>
    public Func<SubscriberCall, CancellationToken, Task<string?>> Answer { get; set; } = (_, _) => Task.FromResult<string?>(null);

    /// <summary>Where the subscriber says that it stands; null if it takes the page.</summary>
    public Func<SubscriberCall, EventCursor?> Cursor { get; set; } = _ => null;

    /// <inheritdoc />
    public async Task<CallbackAnswer> CallAsync(Uri url, string id, EventCursor after, FeedPage page, CancellationToken cancellation)
    {
        var call = new SubscriberCall(url, id, after, page);
        var answer = Answer(call, cancellation);
        var stand = Cursor(call);
        _calls.Add(call, cancellation);
        return await answer is { } error ? CallbackAnswer.Failed(error) : new CallbackAnswer(null, stand);
    }

    /// <summary>The next call, once it is made.</summary>
    public SubscriberCall Next() =>
        _calls.TryTake(out var call, TimeSpan.FromSeconds(60)) ? call : throw new TimeoutException("No subscriber was called.");

    /// <summary>True if there is no call that the test has not seen.</summary>
    public bool IsQuiet => _calls.Count == 0;
}

/// <summary>A call of a subscriber.</summary>
/// <param name="Url">Where.</param>
/// <param name="Id">The subscription.</param>
/// <param name="After">Where the page begins.</param>
/// <param name="Page">What it was given.</param>
public sealed record SubscriberCall(Uri Url, string Id, EventCursor After, FeedPage Page);
