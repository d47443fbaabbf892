using Akka.Actor;
using MicroReg.Actors.Logging;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Health;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Health;

/// <summary>
/// Hosts <see cref="HealthKeeper"/>, which decides about the health of instances: passes time, changes, heartbeats and results of probes
/// to it, and carries out its decisions. Probes run beside it. After a restart every lease begins anew.
/// </summary>
internal sealed class HealthActor : UntypedActor, IHealthHost, IDisposable
{
    /// <summary>The name of the actor below <c>/user</c>; nodes find each other's by it.</summary>
    public const string Name = "health";

    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(HealthKeeper.Tick);
    private const long PublishEvery = 500;

    private readonly HealthRuntime _runtime;
    private readonly HealthKeeper _keeper;
    private readonly PacedWrites _writes;
    private readonly string _protocol = ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.Protocol;
    private readonly CancellationTokenSource _ending = new();
    private readonly ILogger _log = Context.System.LoggerOf<HealthActor>();
    private IDisposable? _listening;
    private ITimer? _timer;
    private ReplicaStatus _nodes = ReplicaStatus.Alone;
    private long _publishedAt = long.MinValue / 2;

    /// <summary>Creates the actor.</summary>
    /// <param name="runtime">The heartbeats, and where the status is published.</param>
    /// <param name="serviceDb">Who takes commands.</param>
    public HealthActor(HealthRuntime runtime, IActorRef serviceDb)
    {
        _runtime = runtime;
        _writes = new PacedWrites(
            write => serviceDb.Tell(write with { Acknowledgement = AcknowledgementLevel.Local, IsStrict = false }, Self));
        _keeper = new HealthKeeper(
            runtime.Database, runtime.Heartbeats, runtime.Options, runtime.NodeId, this, runtime.Random, runtime.Now);
    }

    /// <summary>The ticks come through the thread pool, so that they are late when the node starves.</summary>
    protected override void PreStart()
    {
        var self = Self;
        _listening = _runtime.Database.InstanceWritten.Subscribe(_runtime.Changed.Add);
        _timer = _runtime.Time.CreateTimer(_ => self.Tell(Tick.Instance), null, TimeSpan.Zero, TickInterval);
    }

    /// <summary>Ends the ticks and the probes that are under way. Akka calls it when the actor has stopped.</summary>
    public void Dispose()
    {
        _listening?.Dispose();
        _timer?.Dispose();
        _ending.Cancel();
        _ending.Dispose();
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick: OnTick(); break;
            case Probed probed: OnProbed(probed); break;
            case HealthMessage told: _keeper.OnMessage(_runtime.Now, told); break;
            case CommandAnswer answer: OnWritten(answer); break;
            default: Unhandled(message); break;
        }
    }

    /// <inheritdoc />
    void IHealthHost.Send(string nodeId, HealthMessage message)
    {
        if (_nodes.Peers.FirstOrDefault(peer => peer.NodeId == nodeId) is { } peer)
            Context.ActorSelection($"{_protocol}://{Context.System.Name}@{peer.Address}/user/{Name}").Tell(message, Self);
    }

    /// <inheritdoc />
    void IHealthHost.Write(InstanceKey key, RegistryCommand command) => _writes.Add(key, command);

    /// <inheritdoc />
    void IHealthHost.Probe(ProbeJob job) =>
        ProbeAsync(job).PipeTo(Self, failure: cause => new Probed(job, ProbeResult.Bad(cause.Message)));

    /// <inheritdoc />
    void IHealthHost.StateChanged(InstanceKey key, LivenessTransition taken) =>
        Log.StateChanged(_log, key, taken.From, taken.To, taken.Event);

    /// <inheritdoc />
    void IHealthHost.Log(LogSeverity level, string text, params object[] values) => _log.Write(level, text, values);

    private async Task<Probed> ProbeAsync(ProbeJob job) =>
        new(job, await _runtime.Prober.ProbeAsync(job.Key.Endpoint, job.Check, _ending.Token).ConfigureAwait(false));

    private void OnTick()
    {
        var now = _runtime.Now;
        _keeper.Advance(now);
        _nodes = _runtime.Replica;
        if (_runtime.Changed.TakeIncomplete())
            _keeper.OnManyChanged();
        while (_runtime.Changed.TryTake(out var key))
            _keeper.OnChanged(key);
        if (_runtime.TakeReleaseAsked())
            Release();
        _keeper.OnTick(now, _nodes);
        _runtime.Fitness.Publish(_keeper.FitFor);
        _writes.OnTick(now);
        if (now - _publishedAt < PublishEvery)
            return;
        _publishedAt = now;
        _runtime.Publish(_keeper.Describe(_runtime.Time.GetUtcNow()));
    }

    /// <summary>The record shows that a verdict was not written; the keeper asks for it again.</summary>
    private void OnWritten(CommandAnswer answer)
    {
        if (answer.Fault is { } fault)
            Log.VerdictNotWritten(_log, fault.Message);
        _writes.OnAnswered(_runtime.Now);
    }

    private void OnProbed(Probed probed)
    {
        if (probed.Result.Outcome != ProbeOutcome.Good)
            Log.ProbeFailed(_log, probed.Job.Key, probed.Result.Detail);
        _keeper.OnProbed(_runtime.Now, probed.Job, probed.Result.Outcome);
    }

    private void Release()
    {
        foreach (var peer in _nodes.Peers.Where(peer => peer.IsReachable))
            ((IHealthHost)this).Send(peer.NodeId, new SelfPreservationReleased(_runtime.NodeId));
        _keeper.Release();
    }

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }

    private sealed record Probed(ProbeJob Job, ProbeResult Result);
}
