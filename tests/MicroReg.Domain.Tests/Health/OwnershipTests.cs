using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Health;

/// <summary>Several nodes: heartbeats at any of them, changes of owner, and nodes that are cut off.</summary>
public sealed class OwnershipTests
{
    private static readonly InstanceAttributes Leased = new() { TtlSeconds = 3, DeregisterAfterSeconds = 60 };
    private readonly KeeperCluster _cluster = new(nodes: 3);

    [Fact]
    public void Heartbeats_count_at_every_node_and_cause_no_writes()
    {
        var keys = Register(30);
        Heartbeat(keys, 60_000);
        Assert.Equal(30, _cluster.Written.Count);
        Assert.All(keys, key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
        Assert.All(_cluster.Nodes, node => Assert.True(node.Status.HeartbeatsForwarded > 0));
    }

    [Fact]
    public void Heartbeats_lost_between_nodes_are_asked_for_before_an_instance_fails()
    {
        var keys = Register(30);
        Heartbeat(keys, 3000);
        var isForward = true;
        _cluster.IsLost = (_, _) => isForward && _cluster.Now % 1000 == 0;
        Heartbeat(keys, 60_000);
        Assert.All(keys, key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
        Assert.True(_cluster.Nodes.Sum(node => node.Status.Contradicted) > 0);
    }

    [Fact]
    public void When_a_node_ends_its_leases_go_on_and_the_next_owner_finds_the_dead()
    {
        var keys = Register(30);
        Heartbeat(keys, 6000);
        _cluster.Nodes[0].Kill();
        var died = keys[..5];
        var at = _cluster.Now;
        Heartbeat(keys[5..], 20_000);
        Assert.All(keys[5..], key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
        Assert.All(died, key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        Assert.All(_cluster.Written.Where(write => write.Health == InstanceHealth.Failing), write =>
            Assert.InRange(write.At - at, 2000, 4500));
    }

    [Fact]
    public void A_node_that_returns_takes_over_its_instances_with_a_full_lease()
    {
        var keys = Register(30);
        Heartbeat(keys, 5000);
        _cluster.Nodes[0].Kill();
        Heartbeat(keys, 5000);
        _cluster.Nodes[0].Restart();
        Heartbeat(keys, 15_000);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
        Assert.True(_cluster.Nodes[0].Status.Owned > 0);
    }

    [Fact]
    public void A_node_that_is_not_ready_fails_no_instance()
    {
        var cluster = new KeeperCluster();
        cluster.Nodes[0].Readiness = new Domain.Kernel.Readiness(false, false, "It catches up.");
        cluster.Pass(200);
        var key = cluster.Register("orders", 5001, Leased).Key;
        cluster.Pass(60_000);
        Assert.Equal(InstanceHealth.Unknown, cluster.HealthOf(key));
        cluster.Nodes[0].Readiness = Domain.Kernel.Readiness.Ready;
        cluster.Pass(2900);
        Assert.Equal(InstanceHealth.Unknown, cluster.HealthOf(key));
        cluster.Pass(1200);
        Assert.Equal(InstanceHealth.Failing, cluster.HealthOf(key));
    }

    [Fact]
    public void A_minority_node_does_not_fail_leases_renewed_at_other_nodes()
    {
        var keys = Register(40);
        Heartbeat(keys, 6000, number => _cluster.Nodes[1 + (number % 2)]);
        CutOff(_cluster.Nodes[0]);
        Heartbeat(keys, 20_000, number => _cluster.Nodes[1 + (number % 2)]);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
        var preservation = Assert.Single(_cluster.Nodes[0].Status.SelfPreservations);
        Assert.Contains("does not reach most", preservation.Reason, StringComparison.Ordinal);
        Heal();
        Heartbeat(keys, 10_000);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
        Assert.Empty(_cluster.Nodes[0].Status.SelfPreservations);
    }

    [Fact]
    public void An_isolated_node_fails_no_instance_before_or_after_its_return()
    {
        var keys = Register(15);
        Heartbeat(keys, 6000, _ => _cluster.Nodes[0]);
        CutOff(_cluster.Nodes[0]);
        Heartbeat(keys, 20_000, _ => _cluster.Nodes[1]);
        Heal();
        Heartbeat(keys, 10_000, _ => _cluster.Nodes[1]);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
    }

    [Fact]
    public void A_node_that_is_newly_isolated_fails_no_instance()
    {
        var keys = Register(15);
        Heartbeat(keys, 6000, _ => _cluster.Nodes[0]);
        _cluster.IsLost = (from, to) => from == _cluster.Nodes[0] || to == _cluster.Nodes[0];
        Heartbeat(keys, 4000, _ => _cluster.Nodes[1]);
        CutOff(_cluster.Nodes[0]);
        Heartbeat(keys, 10_000, _ => _cluster.Nodes[1]);
        Heal();
        Heartbeat(keys, 10_000, _ => _cluster.Nodes[1]);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
    }

    [Fact]
    public void A_returning_node_fails_no_instance_with_heartbeats_at_a_node_it_misses()
    {
        var keys = Register(30);
        var (back, middle, far) = (_cluster.Nodes[0], _cluster.Nodes[1], _cluster.Nodes[2]);
        Heartbeat(keys, 6000);
        CutOff(back);
        Heartbeat(keys, 10_000, _ => far);
        _cluster.IsLost = (from, to) => (from == back && to == far) || (from == far && to == back);
        back.Sees = other => other == middle;
        Heartbeat(keys, 8000, _ => far);
        Heal();
        Heartbeat(keys, 10_000, _ => far);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
    }

    [Theory]
    [InlineData(true, true)] // neither hears the other
    [InlineData(true, false)] // the near one is heard and hears nothing
    [InlineData(false, true)] // the near one hears and is not heard
    public void Two_nodes_without_a_link_ask_each_other_through_a_third(bool toNear, bool fromNear)
    {
        var keys = Register(30);
        var (near, far) = (_cluster.Nodes[0], _cluster.Nodes[2]);
        Heartbeat(keys, 6000);
        _cluster.IsLost = (from, to) => (fromNear && from == near && to == far) || (toNear && from == far && to == near);
        Heartbeat(keys, 4000);
        near.Sees = other => other != far || !toNear;
        far.Sees = other => other != near || !fromNear;
        Heartbeat(keys, 60_000, number => number % 2 == 0 ? near : far);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
        var at = _cluster.Now;
        Heartbeat(keys[5..], 10_000, number => number % 2 == 0 ? near : far);
        Assert.All(keys[5..], key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
        Assert.All(keys[..5], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        Assert.All(_cluster.Written.Where(write => write.Health == InstanceHealth.Failing), write =>
            Assert.InRange(write.At - at, 2000, 4500));
    }

    [Fact]
    public void The_answer_of_a_node_that_only_another_one_reaches_is_waited_for()
    {
        var keys = Register(30);
        var (near, far) = (_cluster.Nodes[0], _cluster.Nodes[2]);
        Heartbeat(keys, 6000);
        _cluster.IsLost = (from, to) => (from == near && to == far) || (from == far && to == near);
        (near.Sees, far.Sees) = (other => other != far, other => other != near);
        Heartbeat(keys, 6000);

        // Directly there and back in time, by way of the third node too late.
        _cluster.Latency = () => 130;
        Heartbeat(keys, 30_000, number => number % 2 == 0 ? near : far);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
        var at = _cluster.Now;
        Heartbeat(keys[5..], 10_000, number => number % 2 == 0 ? near : far);
        Assert.All(keys[..5], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        Assert.All(_cluster.Written.Where(write => write.Health == InstanceHealth.Failing), write =>
            Assert.InRange(write.At - at, 2000, 6000));
    }

    [Fact]
    public void A_node_that_died_is_not_waited_for_once_nobody_reaches_it()
    {
        var keys = Register(30);
        var (near, far) = (_cluster.Nodes[0], _cluster.Nodes[2]);
        Heartbeat(keys, 6000);
        near.Sees = other => other != far;
        Heartbeat(keys, 6000);
        far.IsStopped = true;
        var stoppedAt = _cluster.Now;
        _cluster.Nodes[1].Sees = other => other != far || _cluster.Now - stoppedAt < 4000;
        Heartbeat(keys[5..], 15_000, _ => near);
        Assert.All(keys[..5], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
    }

    [Fact]
    public void A_node_forwards_earlier_heartbeats_to_a_new_owner_at_once()
    {
        var keys = Register(30);
        var (near, far) = (_cluster.Nodes[0], _cluster.Nodes[2]);
        _cluster.IsLost = (from, to) => (from == near && to == far) || (from == far && to == near);
        (near.Sees, far.Sees) = (other => other != far, other => other != near);
        Heartbeat(keys, 60_000, _ => far);
        Heal();
        Heartbeat(keys, 200, _ => far);
        far.IsStopped = true;
        foreach (var one in _cluster.Nodes)
            one.Sees = _ => true;
        Heartbeat(keys, 4000, _ => near);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
    }

    [Fact]
    public void A_returning_node_finds_the_dead_even_if_another_node_never_returns()
    {
        var keys = Register(30);
        Heartbeat(keys, 6000);
        CutOff(_cluster.Nodes[0]);
        Heartbeat(keys, 10_000, _ => _cluster.Nodes[1]);
        _cluster.Nodes[2].Kill();
        Heal();
        Heartbeat(keys[5..], 20_000, _ => _cluster.Nodes[1]);
        Assert.All(keys[..5], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        Assert.All(keys[5..], key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
    }

    [Fact]
    public void A_resumed_node_that_hears_no_other_node_yet_fails_no_instance()
    {
        var keys = Register(15);
        Heartbeat(keys, 6000, _ => _cluster.Nodes[0]);
        _cluster.Nodes[0].IsStopped = true;
        Heartbeat(keys, 20_000, _ => _cluster.Nodes[1]);
        _cluster.Nodes[0].IsStopped = false;
        CutOff(_cluster.Nodes[0]);
        Heartbeat(keys, 8000, _ => _cluster.Nodes[1]);
        Heal();
        Heartbeat(keys, 10_000, _ => _cluster.Nodes[1]);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
    }

    [Fact]
    public void The_surviving_node_of_a_pair_goes_on_monitoring_but_removes_nothing()
    {
        var pair = new KeeperCluster(nodes: 2);
        var keys = Enumerable.Range(1, 10).Select(port => pair.Register("orders", port, Leased with { DeregisterAfterSeconds = 1 }).Key)
            .ToArray();
        void Heartbeat(InstanceKey[] alive, long milliseconds) => pair.Pass(milliseconds, () =>
        {
            if (pair.Now % 1000 == 0)
                foreach (var key in alive)
                    pair.Nodes[0].Heartbeat(key);
        });

        Heartbeat(keys, 6000);
        pair.Nodes[1].Kill();
        Heartbeat(keys, 6000);
        Heartbeat(keys[3..], 10_000);
        Assert.All(keys[..3], key => Assert.Equal(InstanceHealth.Failing, pair.HealthOf(key)));
        Assert.All(keys[3..], key => Assert.Equal(InstanceHealth.Passing, pair.HealthOf(key)));
    }

    [Fact]
    public void The_owner_corrects_a_wrong_verdict_of_another_node()
    {
        var key = Register(1)[0];
        Heartbeat([key], 6000);
        var generation = _cluster.Find(key)!.Head!.Generation;
        _cluster.Carry(new SetHealth(key, generation, InstanceHealth.Failing));
        Heartbeat([key], 1500);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key));
    }

    [Fact]
    public void A_rebalance_of_many_instances_is_spread_over_ticks()
    {
        const int many = 2 * OwnerChanges.MostPerTick;
        var pair = new KeeperCluster(nodes: 2);
        for (var number = 0; number < many; number++)
            pair.Register($"service-{number}", 1, Leased);
        pair.Pass(HealthKeeper.Tick);
        pair.Nodes[1].Kill();
        pair.Pass(HealthKeeper.Tick);
        Assert.InRange(pair.Nodes[0].Status.Owned, 1, many - 1000);
        pair.Pass(2 * HealthKeeper.Tick);
        Assert.Equal(many, pair.Nodes[0].Status.Owned);
    }

    private InstanceKey[] Register(int count) =>
        [.. Enumerable.Range(1, count).Select(port => _cluster.Register("orders", port, Leased).Key)];

    /// <summary>Sends a heartbeat of each instance once a second, at the given node or at any running one.</summary>
    private void Heartbeat(InstanceKey[] keys, long milliseconds, Func<int, KeeperNode>? at = null) => _cluster.Pass(milliseconds, () =>
    {
        var running = _cluster.Nodes.Where(node => node.IsRunning).ToArray();
        for (var number = 0; number < keys.Length; number++)
            if (_cluster.Now % 1000 == number % 10 * 100)
                (at?.Invoke(number) ?? running[_cluster.Random.Next(running.Length)]).Heartbeat(keys[number]);
    });

    private void CutOff(KeeperNode node)
    {
        _cluster.IsLost = (from, to) => from == node || to == node;
        foreach (var one in _cluster.Nodes)
            one.Sees = other => one != node && other != node;
    }

    private void Heal()
    {
        _cluster.IsLost = (_, _) => false;
        foreach (var one in _cluster.Nodes)
            one.Sees = other => other.IsRunning;
    }
}
