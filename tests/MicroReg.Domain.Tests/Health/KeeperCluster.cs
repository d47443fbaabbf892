using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Health;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Health;

/// <summary>
/// The health keepers of several nodes over shared records. The test controls time, network, probes and faults. Replication is tested
/// elsewhere: here every node sees a write at once.
/// </summary>
internal sealed class KeeperCluster
{
    private readonly FakeTimeProvider _wallClock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly PriorityQueue<Action, (long At, long Order)> _onTheWay = new();
    private long _order;

    public KeeperCluster(int nodes = 1, HealthOptions? options = null, int seed = 1)
    {
        Options = options ?? new HealthOptions { DefaultCheck = new HealthCheck(HealthCheckKind.None) };
        Random = new Random(seed);
        Database = new RegistryDatabase(new OriginId(1), _wallClock);
        Database.InstanceWritten.Subscribe(OnWritten);
        Nodes = [.. Enumerable.Range(1, nodes).Select(number => new KeeperNode(this, $"node-{number}"))];
        Pass(2 * HealthKeeper.Tick);
    }

    public HealthOptions Options { get; }

    public Random Random { get; }

    public RegistryDatabase Database { get; }

    public IReadOnlyList<KeeperNode> Nodes { get; }

    /// <summary>Milliseconds since the start: the uptime of every node.</summary>
    public long Now { get; private set; }

    /// <summary>The delay of a message in milliseconds.</summary>
    public Func<long> Latency { get; set; } = () => 2;

    /// <summary>Whether a message from a node to another is lost.</summary>
    public Func<KeeperNode, KeeperNode, bool> IsLost { get; set; } = (_, _) => false;

    /// <summary>The outcome of a probe of an instance by a node.</summary>
    public Func<KeeperNode, InstanceKey, ProbeOutcome> Probe { get; set; } = (_, _) => ProbeOutcome.Good;

    /// <summary>The verdicts that were written, in order.</summary>
    public List<(long At, InstanceKey Key, InstanceHealth? Health)> Written { get; } = [];

    /// <summary>The changes of state that any node took.</summary>
    public HashSet<LivenessTransition> Taken { get; } = [];

    public ServiceRecord Register(string name, int port, InstanceAttributes attributes)
    {
        var key = new InstanceKey(name, "127.0.0.1", port);
        return Carry(new RegisterInstance(key, attributes)) ?? throw new InvalidOperationException("It was not registered.");
    }

    public ServiceRecord? Find(InstanceKey key) => Database.View.Find(key.Name)?.At(key.Endpoint);

    public InstanceHealth HealthOf(InstanceKey key) => Find(key)!.HealthStatus;

    /// <summary>Carries out a command, as the actor of a service does.</summary>
    public ServiceRecord? Carry(RegistryCommand command)
    {
        var decision = ServiceRules.Decide(command, Database.Records.Get, Database.View.Find(command.Service)?.Instances ?? []);
        if (decision.Writes.IsEmpty)
            return null;
        var written = Database.TryCommit(decision);
        if (command is SetHealth set)
            Written.Add((Now, set.Key, set.Health));
        else if (command is RemoveFailing or RemoveDrained)
            Written.Add((Now, decision.Writes[0].Key, null));
        return written[0];
    }

    /// <summary>Another node found something, or thinks so.</summary>
    public void FindElsewhere(InstanceKey key, InstanceHealth health) => Carry(new SetHealth(key, Find(key)!.Head!.Generation, health));

    /// <summary>Replaces the records by a copy that was taken before any health was found.</summary>
    public void LoseHealth()
    {
        var heads = Database.View.AllInstances().Select(record => new PartChange(record.Key, record.Head!)).ToImmutableArray();
        Database.Apply(new ReplaceRecords(heads, Database.Records.Vector, ClusterFacts.None));
    }

    /// <summary>Lets time pass, tick by tick.</summary>
    /// <param name="milliseconds">How long.</param>
    /// <param name="each">Called after each tick.</param>
    public void Pass(long milliseconds, Action? each = null)
    {
        for (var end = Now + milliseconds; Now < end;)
        {
            var next = Math.Min(end, ((Now / HealthKeeper.Tick) + 1) * HealthKeeper.Tick);
            while (_onTheWay.TryPeek(out _, out var when) && when.At <= next)
                _onTheWay.Dequeue()();
            _wallClock.Advance(TimeSpan.FromMilliseconds(next - Now));
            Now = next;
            foreach (var node in Nodes.Where(node => node.IsRunning))
                node.Tick();
            each?.Invoke();
        }
    }

    internal void Send(KeeperNode from, string to, HealthMessage message)
    {
        var target = Nodes.Single(node => node.Id == to);
        if (!IsLost(from, target))
            Later(Latency(), () => target.Receive(message));
    }

    internal void Later(long after, Action act) => _onTheWay.Enqueue(act, (Now + after, ++_order));

    /// <summary>The nodes as one of them sees them.</summary>
    internal ReplicaStatus Seen(KeeperNode by)
    {
        var others = Nodes.Where(node => node != by).ToArray();
        var changed = new Stamp(new HybridTime(1), new OriginId(1));
        var known = KnownNodes.Of(Nodes.Select(node => new KnownNode(node.Id, node.Id, node.Id, NodeState.Counted, changed)));
        return new ReplicaStatus
        {
            Readiness = by.Readiness,
            WriteFault = by.RefusesWrites ? new RegistryFault(FaultKind.StorageFailed, "Its disk is full.") : null,
            FitFor = by.FitFor,
            Known = known,
            Peers =
            [
                .. others.Select(node => new PeerStatus
                {
                    NodeId = node.Id,
                    Name = node.Id,
                    Address = node.Id,
                    State = NodeState.Counted,
                    IsReachable = by.Sees(node),
                    FitFor = node.FitFor,
                }),
            ],
            Reachable = 1 + others.Count(by.Sees),
        };
    }

    private void OnWritten(InstanceKey key)
    {
        foreach (var node in Nodes ?? [])
            node.Changed.Enqueue(key);
    }
}
