using Akka.Actor;

namespace MicroReg.Actors.Subscriptions.Watching;

/// <summary>Who tells which watcher.</summary>
internal sealed class WatchTellers(IActorContext context, SubscriptionRuntime runtime)
{
    private readonly Dictionary<IActorRef, IActorRef> _tellers = [];

    /// <summary>Begins to tell a watcher, or begins anew.</summary>
    public void Begin(IActorRef watcher, WatchStatus watch)
    {
        End(watcher);
        var teller = context.ActorOf(Props.Create(() => new StatusWatchActor(runtime, watcher, watch)));
        context.WatchWith(teller, new WatchEnded(watcher, teller));
        _tellers[watcher] = teller;
    }

    /// <summary>Tells a watcher no more.</summary>
    public void End(IActorRef watcher)
    {
        if (_tellers.Remove(watcher, out var teller))
            teller.Tell(UnwatchStatus.Instance);
    }

    /// <summary>A teller is gone. Its watcher may have begun anew meanwhile, with another one.</summary>
    public void OnEnded(WatchEnded ended)
    {
        if (_tellers.GetValueOrDefault(ended.Watcher)?.Equals(ended.Teller) == true)
            _tellers.Remove(ended.Watcher);
    }
}

/// <summary>A teller has ended.</summary>
internal sealed record WatchEnded(IActorRef Watcher, IActorRef Teller);
