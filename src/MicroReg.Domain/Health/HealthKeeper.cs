using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// Decides whether the instances that this node owns are alive. Its inputs are time, changes of records and nodes, heartbeats and the
/// outcomes of probes. Its outputs are findings to write, probes to make and messages to send. It only wires its parts together.
/// <code>
/// heartbeat ── ttl ──┬─ slack ─┬─ other nodes are asked ─┬─ too many at once?     ─┬─ failing ── deregister_after ── removed
///                    │         │  "did you hear of it?"  │  then self-preservation │
///                  lease ends                     at most 0.4 s
/// </code>
/// It writes nothing while all instances are well. Times are milliseconds of the node's uptime. Not thread-safe.
/// </summary>
internal sealed class HealthKeeper
{
    /// <summary>Milliseconds between two ticks.</summary>
    public const int Tick = 100;

    private readonly HealthContext _context;
    private readonly HeartbeatTable _heartbeats;
    private readonly HeartbeatForwarding _forwarding;
    private readonly MonitoredInstances _monitored;
    private readonly OwnerChanges _owners;
    private readonly SuspicionRound _round;
    private readonly ProbeSchedule _probes;
    private readonly Agenda _agenda;
    private readonly LateHeartbeats _late;
    private readonly LeaseRenewal _leases;
    private readonly InstanceJudge _judge;
    private readonly CutOffInstances _cutOff;
    private readonly DeathDecisions _decisions;
    private readonly HealthReport _report;

    /// <summary>Starts with the current records. Every lease starts now.</summary>
    /// <param name="database">The records.</param>
    /// <param name="heartbeats">The heartbeats.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="self">The lasting id of this node.</param>
    /// <param name="host">Carries out what is decided.</param>
    /// <param name="random">Spreads the probes.</param>
    /// <param name="now">The uptime in milliseconds.</param>
    public HealthKeeper(
        RegistryDatabase database, HeartbeatTable heartbeats, HealthOptions options, string self, IHealthHost host, Random random, long now)
    {
        (_heartbeats, _context) = (heartbeats, new HealthContext(self, options, host, random, now));
        var gauges = new SelfPreservationGauges(options);
        var states = new StateChanges(_context, gauges);
        var writer = new RecordWriter(_context);
        var flaps = new FlapDamping(_context);
        _forwarding = new HeartbeatForwarding(_context, database, heartbeats);
        _monitored = new MonitoredInstances(_context, database, heartbeats, gauges, states, writer, flaps);
        _round = new SuspicionRound(_context, states, _forwarding);
        _probes = new ProbeSchedule(_context, database);
        _agenda = new Agenda(_context, writer, flaps);
        _late = new LateHeartbeats(_context, heartbeats, _monitored);
        _leases = new LeaseRenewal(_context, heartbeats, _monitored, states, _round, _agenda);
        _judge = new InstanceJudge(_context, states, _round, writer, _probes, flaps, _agenda);
        _owners = new OwnerChanges(_context, database, _monitored, _judge);
        _cutOff = new CutOffInstances(_context, heartbeats, states, _judge);
        var preserved = new PreservedInstances(_context, gauges, _monitored, _judge);
        _decisions = new DeathDecisions(_context, gauges, preserved, _cutOff, states, _judge);
        _report = new HealthReport(_context, _monitored, gauges, preserved, _cutOff, _probes);
    }

    /// <summary>For how many milliseconds this node has been fit to own instances; 0 if it is not. The other nodes have to know.</summary>
    public long FitFor => _context.Fitness.For(_context.Now);

    /// <summary>Moves the time forward. To be called before anything that happened since is told: the node may have been stopped.</summary>
    public void Advance(long now) => _leases.Advance(now);

    /// <summary>Handles a tick: time passes, and other nodes come and go.</summary>
    /// <param name="now">The uptime in milliseconds.</param>
    /// <param name="nodes">The nodes, as replication sees them.</param>
    public void OnTick(long now, ReplicaStatus nodes)
    {
        Advance(now);
        FollowNodes(nodes);
        _late.Settle();
        while (_heartbeats.TryAwaited(out var key))
            if (_monitored.Find(key) is { } awaited)
                _judge.Judge(awaited);
        _agenda.Advance(_judge.Judge);
        _round.Expire();
        _judge.JudgeCleared();
        _decisions.Settle(_round.TakeFoundDead());
        _round.Send();
        _forwarding.Forward(_monitored.Owners);
    }

    /// <summary>Handles a write of a record, here or at another node.</summary>
    public void OnChanged(InstanceKey key) => _owners.Follow(key);

    /// <summary>So many records were written that nobody counted them: any may have changed.</summary>
    public void OnManyChanged() => _owners.FollowAll();

    /// <summary>Handles a message of another node.</summary>
    public void OnMessage(long now, HealthMessage message)
    {
        Advance(now);
        switch (message)
        {
            case HeartbeatsForwarded { IsLate: true } late: _late.Take(late); break;
            case HeartbeatsForwarded forwarded: _forwarding.Take(forwarded.Heartbeats, forwarded.From, wereAskedFor: false); break;
            case HeartbeatsRequested asked: _round.OnRequested(asked); break;
            case HeartbeatsReported reported: _round.OnReported(reported); break;
            case ProbeRequested asked: _probes.OnRequested(asked); break;
            case ProbeReported reported: _round.OnReported(reported); break;
            case SelfPreservationReleased: Release(); break;
        }

        _judge.JudgeCleared();
    }

    /// <summary>Handles the outcome of a probe.</summary>
    /// <param name="now">The uptime in milliseconds.</param>
    /// <param name="job">The probe.</param>
    /// <param name="outcome">What it found.</param>
    public void OnProbed(long now, ProbeJob job, ProbeOutcome outcome)
    {
        Advance(now);
        if (_probes.OnProbed(job, outcome) is { } instance)
            _judge.Judge(instance);
    }

    /// <summary>Ends all self-preservation on behalf of an operator.</summary>
    public void Release()
    {
        _decisions.Release();
        _decisions.Settle(_round.TakeFoundDead());
    }

    /// <summary>The status at this moment, which is a time of day.</summary>
    public HealthStatus Describe(DateTimeOffset wallClock) => _report.Describe(wallClock);

    /// <summary>From the moment when a majority is reached, this node hears of every heartbeat again.</summary>
    private void FollowNodes(ReplicaStatus nodes)
    {
        if (_context.Nodes.Follow(_context.Now, nodes))
        {
            _leases.BeginAll();
            _cutOff.ForgiveAll();
        }

        _owners.Follow(nodes);
    }
}
