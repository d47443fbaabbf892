using Akka.Actor;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;

namespace MicroReg.Actors.Subscriptions.Watching;

/// <summary>
/// Tells one watcher of changes, a page at a time: it reads the next one when the last was taken. It ends with its watcher, and
/// when a page is not taken for long, because the death of another node may stay unnoticed.
/// </summary>
internal sealed class StatusWatchActor : UntypedActor, IWithTimers, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan NotReadyPause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _heartbeat;
    private readonly IActorRef _watcher;
    private readonly IFeedReader _reader;
    private readonly Queue<StatusPage> _pieces = [];
    private readonly CancellationTokenSource _ending = new();
    private EventCursor _taken;
    private bool _isReading;

    /// <summary>Begins to tell a watcher.</summary>
    /// <param name="feed">What it is told of.</param>
    /// <param name="heartbeat">After so long without events it gets an empty page.</param>
    /// <param name="watcher">The watcher.</param>
    /// <param name="watch">Where it stands, and what it wants to hear of.</param>
    public StatusWatchActor(IStatusFeed feed, TimeSpan heartbeat, IActorRef watcher, WatchStatus watch)
    {
        (_heartbeat, _watcher, _taken) = (heartbeat, watcher, watch.Cursor);
        _reader = feed.Read(watch.Cursor, watch.Filter);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.WatchWith(_watcher, UnwatchStatus.Instance);
        Read();
    }

    /// <summary>Ends the read that is under way. Akka calls it when the actor has stopped.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    /// <summary>
    /// A reader that failed does not say where it stands: the watcher's next page begins where it stood, which a new one could not know.
    /// </summary>
    protected override void PreRestart(Exception reason, object message) => Context.Stop(Self);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PageRead read: OnRead(read.Page); break;
            case ReadAgain: Read(); break;
            case StatusPageTaken when !_isReading: OnTaken(); break;
            case StatusPageTaken: break;
            case UnwatchStatus or NotTaken or Status.Failure: Context.Stop(Self); break;
            default: Unhandled(message); break;
        }
    }

    private void Read()
    {
        _isReading = true;
        _reader.NextAsync(_heartbeat, _ending.Token).AsTask().PipeTo(Self, success: page => new PageRead(page));
    }

    private void OnRead(Outcome<FeedPage> outcome)
    {
        if (!outcome.TryGet(out var page, out _))
        {
            Timers.StartSingleTimer(ReadAgain.Instance, ReadAgain.Instance, NotReadyPause);
            return;
        }

        foreach (var piece in WatchPieces.Of(page, _taken, isRemote: _watcher.Path.Address.HasGlobalScope))
            _pieces.Enqueue(piece);
        _isReading = false;
        Tell();
    }

    private void OnTaken()
    {
        Timers.Cancel(NotTaken.Instance);
        if (_pieces.Count > 0)
            Tell();
        else
            Read();
    }

    private void Tell()
    {
        var piece = _pieces.Dequeue();
        _taken = piece.Cursor;
        _watcher.Tell(piece, Self);
        Timers.StartSingleTimer(NotTaken.Instance, NotTaken.Instance, Patience);
    }

    private sealed record PageRead(Outcome<FeedPage> Page);

    private sealed class ReadAgain
    {
        public static readonly ReadAgain Instance = new();
    }

    private sealed class NotTaken
    {
        public static readonly NotTaken Instance = new();
    }
}
