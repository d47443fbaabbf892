using Akka.Actor;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Logging;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Replication.Wire;
using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Replication;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Replication;

/// <summary>
/// Carries the replication protocol: hands messages, time and the database's answers to <see cref="Replica"/>, which decides, and
/// carries out what it decided. The protocol's state outlives this actor.
/// </summary>
internal sealed class ReplicationActor : UntypedActor, IWithTimers, IReplicaHost
{
    /// <summary>The name of the actor below <c>/user</c>; nodes find each other by it.</summary>
    public const string Name = "replication";

    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan RedialAfter = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan DegradedLogInterval = TimeSpan.FromSeconds(10);

    private readonly ReplicaRuntime _runtime;
    private readonly StatusFeed _feed;
    private readonly IActorRef _microDb;
    private readonly IActorRef _membership;
    private readonly PeerRefs _peers = new(Context);
    private readonly ILogger _log = Context.System.LoggerOf<ReplicationActor>();
    private readonly Replica _replica;
    private IDisposable? _seeking;
    private ITimer? _wake;
    private TaskCompletionSource? _goodbye;
    private long _redialledAt;
    private long _goodbyeSince;
    private long? _degradedLoggedAt;
    private long _degradedSinceLog;

    /// <summary>Creates the carrier of a node's protocol.</summary>
    /// <param name="runtime">Its state.</param>
    /// <param name="feed">Learns what other nodes have on disk, and says which changes its readers wait for.</param>
    /// <param name="self">Who this node is.</param>
    /// <param name="microDb">The single writer of the records.</param>
    /// <param name="membership">Who joins clusters; nobody in a registry without a cluster endpoint.</param>
    public ReplicationActor(ReplicaRuntime runtime, StatusFeed feed, ReplicaIdentity self, IActorRef microDb, IActorRef membership)
    {
        (_runtime, _feed, _microDb, _membership) = (runtime, feed, microDb, membership);
        _replica = runtime.TakeUp(this, self);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        var self = Self;
        _seeking = _feed.Sought.Subscribe(vector => self.Tell(new SeekChanges(vector)));
        _microDb.Tell(FollowCommits.Instance);
        _membership.Tell(new ReplicationStarted(_replica.KnownAddresses));
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TimeSpan.Zero, TickInterval);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _seeking?.Dispose();
        _wake?.Dispose();
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LocalCommitted: _replica.OnLocalChanges(); break;
            case DurableUpTo durable: _replica.OnDurable(durable.Vector); break;
            case WriteDurable write: OnWriteDurable(write); break;
            case Applied applied: OnApplied(applied); break;
            case ReplicationMessage remote: OnRemote(remote); break;
            case Tick: OnTick(); break;
            case Wake: _replica.OnWake(); break;
            case MembersChanged changed: _replica.OnMembers(changed.Members, changed.Contacts); break;
            case SeekChanges seek: _replica.Seek(seek.Vector); break;
            case ForgetNode forget: OnForget(forget.Node); break;
            case Leave leave: OnLeave(leave.Done); break;
            default: Unhandled(message); break;
        }

        _feed.OnConfirmedElsewhere(_replica.ConfirmedElsewhere);
    }

    /// <inheritdoc />
    void IReplicaHost.Send(string address, ReplicationMessage message) => _peers.To(address).Tell(message, Self);

    /// <inheritdoc />
    int IReplicaHost.SizeOf(PartChange change) => WireSize.Of(change);

    /// <inheritdoc />
    void IReplicaHost.Ask(DatabaseRequest request) => _microDb.Tell(request, Self);

    /// <summary>By a timer of its own: the actors' scheduler is ten times coarser, for the sake of an idle node.</summary>
    void IReplicaHost.WakeIn(TimeSpan delay)
    {
        if (_wake is null)
        {
            var self = Self;
            _wake = _runtime.Time.CreateTimer(_ => self.Tell(Wake.Instance), null, delay, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _wake.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc />
    void IReplicaHost.Answer(object ticket, Acknowledged outcome)
    {
        var write = (WriteDurable)ticket;
        if (!outcome.IsMet)
            LogDegraded(write);
        var answer = outcome.IsMet ? write.Answer : write.Answer with { Reached = outcome.Reached };
        write.Caller.Tell(outcome.IsMet || !write.IsStrict ? answer : CommandAnswer.Failed(new RegistryFault(
            FaultKind.Unavailable,
            $"The write is on this node but not on {write.Level.Needed(write.Known)} of the {write.Known.Counted.Length} known nodes; it "
                + "stays and spreads when they are back, so repeat the call or ask for a lower level.")));
    }

    /// <inheritdoc />
    void IReplicaHost.Log(LogSeverity level, string text, params object[] values) => _log.Write(level, text, values);

    private void OnRemote(ReplicationMessage message)
    {
        var from = PeerRefs.AddressOf(Sender);
        if (message is not Hello hello)
        {
            _replica.Receive(from, message);
            return;
        }

        _peers.Heard(from, Sender);
        if (_replica.Receive(from, hello))
            _membership.Tell(new PeerHeard(hello));
        _runtime.Publish();
    }

    private void OnApplied(Applied applied)
    {
        _replica.OnApplied(applied.Request, applied.Result);
        if (_replica.Readiness != _runtime.Status.Readiness)
            _runtime.Publish();
    }

    private void OnWriteDurable(WriteDurable write) =>
        _replica.OnWriteDurable(write.Sequence, write.Level, write.Known, _runtime.Time.GetElapsedTime(write.CommittedAt), write);

    private void OnTick()
    {
        _replica.Tick();
        _runtime.Publish();
        RedialOutOfTouch();
        if (_goodbye is null || (!_replica.IsDrained && _runtime.Time.GetElapsedTime(_goodbyeSince) < GoodbyePatience))
            return;
        _goodbye.TrySetResult();
        _goodbye = null;
    }

    private void RedialOutOfTouch()
    {
        if (_runtime.Time.GetElapsedTime(_redialledAt) < RedialAfter)
            return;
        _redialledAt = _runtime.Time.GetTimestamp();
        foreach (var address in _replica.OutOfTouchFor(RedialAfter))
            _peers.Redial(address);
    }

    private void OnForget(string node)
    {
        Sender.Tell(_replica.Forget(node));
        _runtime.Publish();
    }

    private void OnLeave(TaskCompletionSource done)
    {
        _replica.Leave();
        _goodbye = done;
        _goodbyeSince = _runtime.Time.GetTimestamp();
    }

    private void LogDegraded(WriteDurable write)
    {
        _degradedSinceLog++;
        if (_degradedLoggedAt is { } last && _runtime.Time.GetElapsedTime(last) < DegradedLogInterval)
            return;
        Log.Degraded(_log, _degradedSinceLog, write.Level, write.Known.Counted.Length);
        (_degradedLoggedAt, _degradedSinceLog) = (_runtime.Time.GetTimestamp(), 0);
    }

    private sealed class Wake
    {
        public static readonly Wake Instance = new();
    }

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }
}
