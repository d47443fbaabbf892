using Akka.Actor;
using MicroReg.Actors.Logging;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Subscriptions.Watching;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Subscriptions;

/// <summary>
/// Turns changes into events for subscribers that are called back and for actors that watch. It begins and ends the calls of the
/// subscriptions that this node owns, has their cursors written, and ends those that nobody renews. The calls
/// themselves are made beside it.
/// </summary>
internal sealed class StatusFeedActor : UntypedActor, IWithTimers
{
    /// <summary>The name of the actor below <c>/user</c>; actors of other nodes find it by it.</summary>
    public const string Name = "subscriptions";

    /// <summary>For tests that will not wait for the next look.</summary>
    internal static object LookNow => Look.Instance;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private readonly SubscriptionRuntime _runtime;
    private readonly IActorRef _serviceDb;
    private readonly Dictionary<string, CallbackDelivery> _deliveries = new(StringComparer.Ordinal);
    private readonly WatchSessions _sessions;
    private readonly ILogger _log = Context.System.LoggerOf<StatusFeedActor>();
    private IDisposable? _listening;
    private int _openCircuits;

    /// <summary>Creates the actor.</summary>
    /// <param name="runtime">What the calls need.</param>
    /// <param name="serviceDb">Who takes commands.</param>
    public StatusFeedActor(SubscriptionRuntime runtime, IActorRef serviceDb) =>
        (_runtime, _serviceDb, _sessions) = (runtime, serviceDb, new WatchSessions(Context, runtime.Feed, runtime.Options.Heartbeat));

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        var self = Self;
        _listening = _runtime.Table.BegunOrEnded.Subscribe(id => self.Tell(new LookAt(id)));
        Timers.StartPeriodicTimer(Look.Instance, Look.Instance, TimeSpan.Zero, LookInterval);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _listening?.Dispose();
        foreach (var delivery in _deliveries.Values)
            delivery.Dispose();
        _runtime.Publish(0, 0);
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Look: OnLook(); break;
            case LookAt one: OnLookAt(one.Id); break;
            case CommandAnswer { Fault: { } fault }: Log.NotWritten(_log, fault.Message); break;
            case CommandAnswer: break;
            case CircuitOpened opened:
                Log.CircuitOpened(_log, opened.Id, opened.Error);
                break;
            case DeliveryFailed failed: OnFailed(failed); break;
            case WatchStatus watch: _sessions.Begin(Sender, watch); break;
            case UnwatchStatus: _sessions.End(Sender); break;
            case WatchEnded ended: _sessions.OnEnded(ended); break;
            default: Unhandled(message); break;
        }
    }

    private void OnLook()
    {
        var situation = CurrentSituation();
        foreach (var id in _deliveries.Keys.Where(id => _runtime.Table.Find(id) is null).ToArray())
            End(id);
        foreach (var (id, subscription) in _runtime.Table.All)
            Consider(id, subscription, situation);
        _openCircuits = _deliveries.Values.Count(delivery => delivery.IsCircuitOpen);
        _runtime.Publish(_deliveries.Count, _openCircuits);
    }

    /// <summary>Looks at one subscription that has begun or ended.</summary>
    private void OnLookAt(string id)
    {
        if (_runtime.Table.Find(id) is { } subscription)
            Consider(id, subscription, CurrentSituation());
        else
            End(id);
        _runtime.Publish(_deliveries.Count, _openCircuits);
    }

    private Situation CurrentSituation() => new(_runtime.Owners(), _runtime.Time.GetUtcNow().ToUnixTimeMilliseconds(), _runtime.MayEnd);

    private void Consider(string id, Subscription subscription, Situation situation)
    {
        if (situation.Owners.OwnerOf(InstanceKey.OfSubscription(id)) != _runtime.NodeId)
        {
            End(id);
            return;
        }

        var delivery = _deliveries.GetValueOrDefault(id) ?? Begin(id, subscription);
        if (!delivery.MayAsk)
            return;
        if (subscription.EndsAt <= situation.Now && situation.MayEnd)
            Ask(delivery, new EndSubscription(id, subscription.RenewedAt));
        else if (delivery.CursorToCheckpoint(subscription.Cursor) is { } cursor)
            Ask(delivery, new CheckpointCursor(id, cursor));
    }

    private CallbackDelivery Begin(string id, Subscription subscription)
    {
        var self = Self;
        var delivery = _deliveries[id] = new CallbackDelivery(_runtime, id, subscription, error => self.Tell(new CircuitOpened(id, error)));
        delivery.RunAsync().PipeTo(Self, failure: cause => new DeliveryFailed(id, delivery, cause));
        return delivery;
    }

    private void End(string id)
    {
        if (_deliveries.Remove(id, out var delivery))
            delivery.Dispose();
    }

    /// <summary>Handles a fault of this program, not of the subscriber. The next look begins the calls anew.</summary>
    private void OnFailed(DeliveryFailed failed)
    {
        Log.DeliveryFailed(_log, failed.Cause, failed.Id);
        if (_deliveries.GetValueOrDefault(failed.Id) == failed.Delivery)
            End(failed.Id);
    }

    /// <summary>At most one write in an interval for each subscription, whatever becomes of it.</summary>
    private void Ask(CallbackDelivery delivery, SubscriptionCommand command)
    {
        delivery.OnAsked();
        _serviceDb.Tell(command, Self);
    }

    private sealed class Look
    {
        public static readonly Look Instance = new();
    }

    private sealed record LookAt(string Id);

    private readonly record struct Situation(Rendezvous Owners, long Now, bool MayEnd);

    private sealed record CircuitOpened(string Id, string Error);

    private sealed record DeliveryFailed(string Id, CallbackDelivery Delivery, Exception Cause);
}
