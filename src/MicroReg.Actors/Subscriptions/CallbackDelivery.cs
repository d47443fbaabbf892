using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;

namespace MicroReg.Actors.Subscriptions;

/// <summary>
/// Calls one subscriber, one call at a time, for as long as this node owns its subscription. It is a loop beside the actors. They only see
/// its cursor and its circuit. Nothing queues up: changes that the subscriber has not accepted are read again from its cursor.
/// </summary>
/// <param name="runtime">The feed, the caller, the clock.</param>
/// <param name="id">The id of the subscription.</param>
/// <param name="subscription">Its state when this node takes it over.</param>
/// <param name="report">Called with the error when the circuit opens.</param>
internal sealed class CallbackDelivery(
    SubscriptionRuntime runtime, string id, Subscription subscription, Action<string> report) : IDisposable
{
    /// <summary>How long to wait while the feed has no page yet because the node has just started.</summary>
    private static readonly TimeSpan NotReadyPause = TimeSpan.FromSeconds(1);

    /// <summary>An older subscription has been called by another owner, or by this node in an earlier run.</summary>
    private static readonly TimeSpan JustMade = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long to wait if the subscriber has a cursor that this node has not reached, because it got more from an owner beyond a
    /// partition.
    /// </summary>
    private static readonly TimeSpan BehindPause = TimeSpan.FromSeconds(3);

    /// <summary>
    /// About how long to wait if another node calls the subscriber, too. Both know soon which of them is the owner. Accepting the other
    /// node's calls is not a failure of the subscriber. So it must not open the circuit, which would delay the calls of this node.
    /// </summary>
    private static readonly TimeSpan RivalPause = TimeSpan.FromSeconds(1);

    /// <summary>How often to wait before the subscriber gets a snapshot of what this node has.</summary>
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
    /// The cursor with which the next owner should begin, if it is worth a write now. Only the actor calls this and <see cref="OnAsked"/>.
    /// </summary>
    /// <param name="saved">The cursor in the record.</param>
    public string? CursorToCheckpoint(string saved)
    {
        // In this order: what was taken is never behind what was told.
        var told = _toldUpTo;
        if (_checkpoints.Due(told, _taken, saved) is not { } text)
            return null;
        _checkpoints.OnCheckpointed(told, text);
        return text;
    }

    /// <summary>Takes note that a write for this subscription has begun.</summary>
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

    /// <summary>Ends the current call, and makes no more.</summary>
    public void Dispose()
    {
        // Not disposed: the loop may read it once more, and without a timer it owns no resources.
        _ending.Cancel();
    }

    /// <summary>
    /// Asks the subscriber for its cursor, with an empty page that begins and ends at the record's cursor. The record's cursor is some
    /// seconds old or not written yet. A subscriber that knows its own cursor needs neither old changes again nor a snapshot.
    /// </summary>
    private Task<bool> AskForCursorAsync() => HandOverAsync(_taken, new FeedPage([], _taken, More: false, Reset: false));

    /// <summary>
    /// Reads from a cursor until the circuit opens. Then the page is dropped, and the subscriber later gets each instance only once.
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

    /// <returns>False if reading begins again: at the last accepted cursor, or at the cursor that the subscriber answered.</returns>
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
    /// The subscriber answers with a different cursor than a moment ago. Two nodes call it at the same time, or its answers are wrong.
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
