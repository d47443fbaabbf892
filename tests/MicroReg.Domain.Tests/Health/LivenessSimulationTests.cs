using CsCheck;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Health;

/// <summary>
/// Services send heartbeats and die while nodes are killed, stopped and restarted, messages are lost, and links are cut. The promise: an
/// instance with heartbeats never fails, and a dead one fails in time and stays so. What was sent to a stopped node is read when it goes
/// on.
/// </summary>
public sealed class LivenessSimulationTests
{
    private const int Services = 40;
    private const int Ttl = 3000;

    /// <summary>Some services send heartbeats as seldom as they may.</summary>
    private const int Seldom = 2900;

    /// <summary>How long the nodes take to notice that a node is gone or back.</summary>
    private const int NoticeAfter = 4000;

    private static readonly Gen<Fault[]> Faults = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[500, 9000], Gen.Int[0, Services - 1])
        .Select((node, kind, lasts, service) => new Fault(node, (FaultKind)kind, lasts, service)).Array[1, 10];

    private enum FaultKind
    {
        Kill = 0,
        Stop = 1,
        LoseMessages = 2,
        ServiceDies = 3,
        CutPair = 4,
        CutOneWay = 5,
    }

    private sealed record Fault(int Node, FaultKind Kind, int Lasts, int Service);

    [Fact]
    public void Live_instances_never_fail_and_dead_ones_fail_in_time() =>
        Gen.Select(Faults, Gen.Int[1, 1_000_000]).ForAll((faults, seed) => new Run(seed).Go(faults), cases: 300);

    private sealed class Run
    {
        private readonly KeeperCluster _cluster;
        private readonly InstanceKey[] _keys;
        private readonly Dictionary<InstanceKey, long> _diedAt = [];
        private readonly Dictionary<KeeperNode, long> _changedAt = [];
        private readonly Dictionary<InstanceKey, KeeperNode> _prefers = [];
        private readonly List<(KeeperNode Node, InstanceKey Key)> _unread = [];
        private readonly HashSet<InstanceKey> _foundDead = [];
        private long _disturbedAt;

        public Run(int seed)
        {
            _cluster = new KeeperCluster(nodes: 3, seed: seed);
            Heal();
            _keys = [.. Enumerable.Range(1, Services)
                .Select(port => _cluster.Register("orders", port, new InstanceAttributes { TtlSeconds = Ttl / 1000 }).Key)];
            Pass(5000);
        }

        public void Go(Fault[] faults)
        {
            foreach (var fault in faults)
                Go(fault);
            Pass(20_000);
            Assert.All(_diedAt.Keys, dead => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(dead)));
        }

        private void Go(Fault fault)
        {
            var node = _cluster.Nodes[fault.Node];
            var others = _cluster.Nodes.Count(other => other != node && other.IsRunning);
            switch (fault.Kind)
            {
                case FaultKind.Kill or FaultKind.Stop when others < 2: break;
                case FaultKind.Kill:
                    Change(node, node.Kill);
                    Pass(fault.Lasts);
                    Change(node, node.Restart);
                    break;
                case FaultKind.Stop:
                    Change(node, () => node.IsStopped = true);
                    Pass(fault.Lasts);
                    Change(node, () => GoOn(node));
                    break;
                case FaultKind.LoseMessages:
                    // As when connections break: all messages are lost for a moment, repeatedly, perhaps during a heartbeat.
                    var phase = _cluster.Random.Next(1000);
                    _cluster.IsLost = (_, _) => (_cluster.Now + phase) % 1000 < 200;
                    Pass(fault.Lasts);
                    _cluster.IsLost = (_, _) => false;
                    break;
                case FaultKind.CutPair or FaultKind.CutOneWay:
                    // The other two nodes do not hear each other, but both hear this one.
                    CutOthers(fault.Node, isBothWays: fault.Kind == FaultKind.CutPair);
                    Pass(2 * fault.Lasts);
                    Heal();
                    break;
                case FaultKind.ServiceDies:
                    // Too few for self-preservation.
                    if (_diedAt.Count < 5)
                        _diedAt.TryAdd(_keys[fault.Service], _cluster.Now);
                    break;
            }

            Pass(1000);
        }

        private void GoOn(KeeperNode node)
        {
            node.IsStopped = false;
            foreach (var (_, key) in _unread.Where(unread => unread.Node == node))
                node.Heartbeat(key);
            _unread.RemoveAll(unread => unread.Node == node);
        }

        private void CutOthers(int third, bool isBothWays)
        {
            var (one, other, since) = (_cluster.Nodes[(third + 1) % 3], _cluster.Nodes[(third + 2) % 3], _cluster.Now);
            bool IsCut(KeeperNode from, KeeperNode to) => (from == one && to == other) || (isBothWays && from == other && to == one);
            _cluster.IsLost = IsCut;
            foreach (var node in _cluster.Nodes)
                node.Sees = from => IsThere(from) && !(IsCut(from, node) && _cluster.Now - since >= NoticeAfter);
        }

        private void Heal()
        {
            _cluster.IsLost = (_, _) => false;
            foreach (var node in _cluster.Nodes)
                node.Sees = IsThere;
        }

        private void Change(KeeperNode node, Action act)
        {
            act();
            _changedAt[node] = _cluster.Now;
        }

        /// <summary>The nodes learn late that a node is gone, and at once that it is back.</summary>
        private bool IsThere(KeeperNode node) => node.IsRunning || _cluster.Now - _changedAt[node] < NoticeAfter;

        private void Pass(long milliseconds) => _cluster.Pass(milliseconds, () =>
        {
            if (_cluster.Nodes.Any(node => !node.IsRunning))
                _disturbedAt = _cluster.Now;
            for (var number = 0; number < _keys.Length; number++)
                if (number % 8 == 0 ? _cluster.Now % Seldom == number * 50 : _cluster.Now % 1000 == number % 10 * 100)
                    Heartbeat(_keys[number]);
            foreach (var key in _keys)
                Check(key);
        });

        /// <summary>A service stays with its node while the node answers.</summary>
        private void Heartbeat(InstanceKey key)
        {
            if (_diedAt.ContainsKey(key))
                return;
            var preferred = _prefers.GetValueOrDefault(key);
            if (preferred?.Heartbeat(key) == true)
                return;
            if (preferred is { IsStopped: true, IsDead: false })
                _unread.Add((preferred, key));
            var running = _cluster.Nodes.Where(node => node.IsRunning).ToArray();
            (_prefers[key] = running[_cluster.Random.Next(running.Length)]).Heartbeat(key);
        }

        private void Check(InstanceKey key)
        {
            var health = _cluster.HealthOf(key);
            if (!_diedAt.TryGetValue(key, out var diedAt))
                Assert.NotEqual(InstanceHealth.Failing, health);
            else if (_cluster.Now - Math.Max(diedAt, _disturbedAt) > NoticeAfter + (2 * Ttl))
                Assert.Equal(InstanceHealth.Failing, health);
            if (diedAt > 0 && health == InstanceHealth.Failing)
                _foundDead.Add(key);
            Assert.False(_foundDead.Contains(key) && health == InstanceHealth.Passing, $"{key} is dead, was found dead, and is revived");
        }
    }
}
