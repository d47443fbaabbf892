using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;

namespace MicroReg.Actors.Subscriptions;

/// <summary>
/// Calls one subscriber, one call at a time, for as long as this node owns its subscription: a loop beside the actors, which sees no
/// more of it than how far it is. Nothing queues up: what the subscriber has not taken is read again from
/// the records, from its cursor on.
/// </summary>
/// <param name="runtime">The feed, the caller, the clock.</param>
/// <param name="id">The subscription.</param>
/// <param name="subscription">What is known of it when this node takes it over.</param>
/// <param name="report">Told what is wrong when the circuit opens.</param>
internal sealed class CallbackDelivery(
    SubscriptionRuntime runtime, string id, Subscription subscription, Action<string> report) : IDisposable
{
    /// <summary>How long to wait where the feed has no page: the node has just started.</summary>
    private static readonly TimeSpan NotReadyPause = TimeSpan.FromSeconds(1);

    /// <summary>A subscription that is older was called by another owner, or by this node in an earlier run.</summary>
    private static readonly TimeSpan JustMade = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long to wait where the subscriber stands at what this node has not seen: another owner, beyond a partition, told it.
    /// </summary>
    private static readonly TimeSpan BehindPause = TimeSpan.FromSeconds(3);

    /// <summary>
    /// About how long to wait where another node tells the subscriber, too: both know soon which of them is the owner. That it takes the
    /// other's calls is no failure of the subscriber, and must not have this node probe it twice a minute when the other ends.
    /// </summary>
    private static readonly TimeSpan RivalPause = TimeSpan.FromSeconds(1);

    /// <summary>How often, before it is given a snapshot of what this node has.</summary>
    private const int MostBehind = 12;

    private readonly CancellationTokenSource _ending = new();
    private readonly Uri _url = new(subscription.Terms.Url);
    private readonly EventFilter _filter = SubscriptionRules.FilterOf(subscription.Terms);
    private volatile EventCursor _taken = Start(subscription);
    private volatile EventCursor? _toldUpTo;
    private readonly CursorCheckpoints _checkpoints = new(runtime.Options, runtime.Time);
    private CallPace _pace;
    private bool _isCursorItsOwn;
    private int _behind;
    private int _rivalled;
    private long? _askedAt;

    /// <summary>True while the subscriber is only probed.</summary>
    public bool IsCircuitOpen => _pace.IsOpen;

    /// <summary>True unless something was written for this subscription within the interval, with or without success.</summary>
    public bool MayAsk => _askedAt is not { } last || runtime.Time.GetElapsedTime(last) >= runtime.Options.CursorInterval;

    /// <summary>
    /// Where the next owner should begin, if that is worth a write now. Asked, as <see cref="OnAsked"/>, by the actor alone.
    /// </summary>
    /// <param name="saved">What the record says.</param>
    public string? CursorToCheckpoint(string saved)
    {
        // In this order: what was taken is never behind what was told.
        var told = _toldUpTo;
        if (_checkpoints.Due(told, _taken, saved) is not { } text)
            return null;
        _checkpoints.OnCheckpointed(told, text);
        return text;
    }

    /// <summary>Something is being written for this subscription.</summary>
    public void OnAsked() => _askedAt = runtime.Time.GetTimestamp();

    /// <summary>Calls until it is disposed.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (runtime.Time.GetUtcNow() - subscription.Generation.Time.ToDateTimeOffset() > JustMade)
                await AskForCursorAsync().ConfigureAwait(false);
            while (true)
                await ReadFromAsync(_taken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
        }
    }

    /// <summary>Ends the call that is under way, and makes no other.</summary>
    public void Dispose()
    {
        // Not disposed: the loop may be about to look at it once more, and without a timer it holds nothing.
        _ending.Cancel();
    }

    /// <summary>
    /// The record's cursor is some seconds old, or not written yet: a subscriber that knows where it stands need not be told again
    /// what it has, nor be given a snapshot. An empty page that begins and ends at the record's cursor asks it.
    /// </summary>
    private Task<bool> AskForCursorAsync() => HandOverAsync(_taken, new FeedPage([], _taken, More: false, Reset: false));

    /// <summary>
    /// Reads on from a cursor until the circuit opens: then nothing of the page is kept, and what changes meanwhile is told once.
    /// </summary>
    private async Task ReadFromAsync(EventCursor cursor)
    {
        var reader = runtime.Feed.Read(cursor, _filter);
        while (true)
        {
            var read = await reader.NextAsync(runtime.Options.Heartbeat, _ending.Token).ConfigureAwait(false);
            if (!read.TryGet(out var page, out _))
            {
                await Task.Delay(NotReadyPause, runtime.Time, _ending.Token).ConfigureAwait(false);
                return;
            }

            if (reader.IsBehind && _isCursorItsOwn && ++_behind <= MostBehind)
            {
                await Task.Delay(BehindPause, runtime.Time, _ending.Token).ConfigureAwait(false);
                return;
            }

            if (!await HandOverAsync(page.Reset ? EventCursor.Empty : _taken, page).ConfigureAwait(false))
                return;
            (_taken, _isCursorItsOwn, _behind) = (page.Cursor, false, 0);
            if (page.Reset || !page.Events.IsEmpty)
                _toldUpTo = page.Cursor;
        }
    }

    /// <returns>False if reading begins again, from what was taken or from where the subscriber says that it stands.</returns>
    private async Task<bool> HandOverAsync(EventCursor after, FeedPage page)
    {
        while (true)
        {
            var isProbe = _pace.IsOpen;
            var (error, subscriberCursor) = await CallAsync(after, page).ConfigureAwait(false);
            if (error is null && (subscriberCursor is null || !_isCursorItsOwn))
            {
                (_pace, _rivalled) = (default, 0);
                runtime.Count(isDelivered: true);
                if (subscriberCursor is null)
                    return true;
                (_taken, _isCursorItsOwn) = (subscriberCursor, true);
                return false;
            }

            runtime.Count(isDelivered: false);
            if (subscriberCursor is not null)
            {
                await GiveWayAsync(subscriberCursor).ConfigureAwait(false);
                return false;
            }

            _pace = _pace.Failed();
            if (_pace.Failures == CallPace.OpensAfter)
                report(error ?? "no answer");
            await Task.Delay(_pace.Delay(runtime.Chance()), runtime.Time, _ending.Token).ConfigureAwait(false);
            if (isProbe || _pace.IsOpen)
                return false;
        }
    }

    /// <summary>
    /// Where it said a moment ago that it stood, it does not: two nodes tell it at a time, or it does not know what it says.
    /// </summary>
    private async Task GiveWayAsync(EventCursor subscriberCursor)
    {
        _taken = subscriberCursor;
        if (++_rivalled == CallPace.OpensAfter)
            report("it never stands where it says");
        await Task.Delay(RivalPause * (0.5 + runtime.Chance()), runtime.Time, _ending.Token).ConfigureAwait(false);
    }

    private async Task<CallbackAnswer> CallAsync(EventCursor after, FeedPage page)
    {
        using var late = new CancellationTokenSource(runtime.Options.CallTimeout, runtime.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _ending.Token);
        try
        {
            return await runtime.Caller.CallAsync(_url, id, after, page, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_ending.IsCancellationRequested)
        {
            return CallbackAnswer.Failed("no answer in time");
        }
    }

    /// <summary>A cursor that cannot be read begins with a snapshot.</summary>
    private static EventCursor Start(Subscription subscription) =>
        EventCursor.TryParse(subscription.Cursor, out var cursor) ? cursor : EventCursor.Empty;
}
