using Akka.Actor;
using MicroReg.Domain.Events;

namespace MicroReg.Actors.Subscriptions.Watching;

/// <summary>Who tells which watcher.</summary>
internal sealed class WatchSessions(IActorContext context, IStatusFeed feed, TimeSpan heartbeat)
{
    private readonly Dictionary<IActorRef, IActorRef> _sessions = [];

    /// <summary>Begins to tell a watcher, or begins anew.</summary>
    public void Begin(IActorRef watcher, WatchStatus watch)
    {
        End(watcher);
        var session = context.ActorOf(Props.Create(() => new StatusWatchActor(feed, heartbeat, watcher, watch)));
        context.WatchWith(session, new WatchEnded(watcher, session));
        _sessions[watcher] = session;
    }

    /// <summary>Tells a watcher no more.</summary>
    public void End(IActorRef watcher)
    {
        if (_sessions.Remove(watcher, out var session))
            session.Tell(UnwatchStatus.Instance);
    }

    /// <summary>A teller is gone. Its watcher may have begun anew meanwhile, with another one.</summary>
    public void OnEnded(WatchEnded ended)
    {
        if (_sessions.GetValueOrDefault(ended.Watcher)?.Equals(ended.Session) == true)
            _sessions.Remove(ended.Watcher);
    }
}

/// <summary>A teller has ended.</summary>
internal sealed record WatchEnded(IActorRef Watcher, IActorRef Session);
