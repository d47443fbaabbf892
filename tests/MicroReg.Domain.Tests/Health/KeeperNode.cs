using MicroReg.Domain.Health;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Health;

/// <summary>The health keeper of one node, which can be stopped, ended and cut off.</summary>
internal sealed class KeeperNode : IHealthHost
{
    private readonly KeeperCluster _cluster;
    private readonly List<HealthMessage> _unread = [];
    private HealthKeeper _keeper;

    public KeeperNode(KeeperCluster cluster, string id)
    {
        (_cluster, Id, Heartbeats) = (cluster, id, new HeartbeatTable(id));
        _keeper = Begin();
    }

    public string Id { get; }

    public HeartbeatTable Heartbeats { get; private set; }

    public Queue<InstanceKey> Changed { get; } = new();

    public Readiness Readiness { get; set; } = Readiness.Ready;

    /// <summary>False while it is stopped (SIGSTOP).</summary>
    public bool IsRunning => !IsDead && !IsStopped;

    public bool IsStopped { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>Whether it believes that it reaches another node. Tests of partitions set this.</summary>
    public Func<KeeperNode, bool> Sees { get; set; } = other => other.IsRunning;

    /// <summary>Whether writes are refused.</summary>
    public bool RefusesWrites { get; set; }

    public List<string> Logs { get; } = [];

    /// <summary>The number of its probes in flight, and the most there ever were.</summary>
    public (int Now, int Most) Probes { get; private set; }

    /// <summary>For how long it says that it has been fit to own instances.</summary>
    public long FitFor => _keeper.FitFor;

    public HealthStatus Status => _keeper.Describe(DateTimeOffset.UnixEpoch.AddMilliseconds(_cluster.Now));

    /// <returns>False if it does not answer.</returns>
    public bool Heartbeat(InstanceKey key)
    {
        if (!IsRunning)
            return false;
        Heartbeats.Take(key, _cluster.Now);
        return true;
    }

    public void Kill() => IsDead = true;

    /// <summary>Starts it again after its end, without any memory.</summary>
    public void Restart()
    {
        (IsDead, IsStopped, Heartbeats) = (false, false, new HeartbeatTable(Id));
        _keeper = Begin();
    }

    public void Release() => _keeper.Release();

    /// <summary>Loses what it was told of changes, but for the fact that there were some.</summary>
    public void LoseChanges()
    {
        Changed.Clear();
        _keeper.OnManyChanged();
    }

    public void Tick()
    {
        _keeper.Advance(_cluster.Now);
        while (Changed.TryDequeue(out var key))
            _keeper.OnChanged(key);
        foreach (var message in _unread)
            _keeper.OnMessage(_cluster.Now, message);
        _unread.Clear();
        _keeper.OnTick(_cluster.Now, _cluster.Seen(this));
    }

    public void Receive(HealthMessage message)
    {
        if (IsRunning)
            _keeper.OnMessage(_cluster.Now, message);
        else if (IsStopped && !IsDead)
            _unread.Add(message);
    }

    void IHealthHost.Send(string nodeId, HealthMessage message) => _cluster.Send(this, nodeId, message);

    void IHealthHost.Write(InstanceKey key, RegistryCommand command)
    {
        if (!RefusesWrites)
            _cluster.Carry(command);
    }

    void IHealthHost.Probe(ProbeJob job)
    {
        Probes = (Probes.Now + 1, Math.Max(Probes.Most, Probes.Now + 1));
        var keeper = _keeper;
        _cluster.Later(5, () =>
        {
            Probes = (Probes.Now - 1, Probes.Most);
            if (IsRunning && keeper == _keeper)
                keeper.OnProbed(_cluster.Now, job, _cluster.Probe(this, job.Key));
        });
    }

    void IHealthHost.StateChanged(InstanceKey key, LivenessTransition taken) => _cluster.Taken.Add(taken);

    void IHealthHost.Log(LogSeverity level, string text, params object[] values) => Logs.Add(text);

    private HealthKeeper Begin() =>
        new(_cluster.Database, Heartbeats, _cluster.Options, Id, this, new Random(_cluster.Random.Next()), _cluster.Now);
}
