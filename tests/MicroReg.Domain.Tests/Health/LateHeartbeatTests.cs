using MicroReg.Domain.Health;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Health;

/// <summary>Heartbeats that a node had not read yet when it was stopped, or not passed on when it was killed.</summary>
public sealed class LateHeartbeatTests
{
    private static readonly InstanceAttributes Leased = new() { TtlSeconds = 3, DeregisterAfterSeconds = 3600 };
    private readonly KeeperCluster _cluster = new(nodes: 3);
    private readonly InstanceKey _key;
    private (KeeperNode Node, long At)? _restart;

    public LateHeartbeatTests()
    {
        _key = _cluster.Register("orders", 1, Leased).Key;
        Beat(Owner, 6000);
    }

    private KeeperNode Owner =>
        _cluster.Nodes.Single(node => node.Id == new Rendezvous(_cluster.Nodes.Select(one => one.Id)).OwnerOf(_key));

    private KeeperNode Other => _cluster.Nodes.First(node => node != Owner);

    [Fact]
    public void A_heartbeat_that_the_owner_reads_after_a_pause_revives_nobody_that_others_found_dead()
    {
        Stop(Owner, 12_000, () => Owner.Heartbeat(_key));
        AssertStaysDead();
    }

    [Fact]
    public void A_heartbeat_that_another_node_reads_after_a_pause_revives_nobody_that_was_found_dead()
    {
        Beat(Other, 2000);
        Stop(Other, 12_000, () => Other.Heartbeat(_key));
        AssertStaysDead();
    }

    [Fact]
    public void A_heartbeat_that_was_passed_on_to_a_stopped_owner_revives_nobody()
    {
        Owner.IsStopped = true;
        Notice(Owner);
        Beat(Other, 2000);
        Stop(Owner, 12_000, () => { });
        AssertStaysDead();
    }

    [Fact]
    public void A_heartbeat_that_is_read_after_a_pause_prolongs_a_life()
    {
        var cluster = new KeeperCluster();
        var key = cluster.Register("orders", 1, Leased).Key;
        cluster.Pass(100);
        cluster.Nodes[0].Heartbeat(key);
        cluster.Pass(2500);
        cluster.Nodes[0].IsStopped = true;
        cluster.Pass(2000);
        cluster.Nodes[0].IsStopped = false;
        cluster.Nodes[0].Heartbeat(key);
        cluster.Pass(2800);
        Assert.Equal(InstanceHealth.Passing, cluster.HealthOf(key));
        cluster.Pass(1500);
        Assert.Equal(InstanceHealth.Failing, cluster.HealthOf(key));
    }

    [Fact]
    public void A_heartbeat_that_was_passed_on_late_revives_nobody_although_the_sender_did_not_know()
    {
        _cluster.Pass(5000);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(_key));
        Owner.Receive(new HeartbeatsForwarded(Other.Id, [new HeartbeatAge(_key, 0)]) { IsLate = true });
        AssertStaysDead();
    }

    [Fact]
    public void A_heartbeat_that_was_passed_on_late_prolongs_a_life()
    {
        _cluster.Pass(2500);
        Owner.Receive(new HeartbeatsForwarded(Other.Id, [new HeartbeatAge(_key, 0)]) { IsLate = true });
        _cluster.Pass(2800);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(_key));
        _cluster.Pass(1500);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(_key));
    }

    [Fact]
    public void A_later_heartbeat_revives_an_instance_as_ever()
    {
        Stop(Other, 12_000, () => { });
        _cluster.Pass(1200);
        Other.Heartbeat(_key);
        _cluster.Pass(300);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(_key));
    }

    [Fact]
    public void What_an_owner_found_before_a_pause_does_not_go_before_what_others_found_meanwhile()
    {
        Stop(Owner, 12_000, () => { });
        AssertStaysDead();
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1000)]
    public void A_heartbeat_that_was_lost_with_the_node_that_received_it_expires_nobody(int restartsAfter)
    {
        Other.Heartbeat(_key);
        _cluster.Pass(2900);
        Other.Heartbeat(_key);
        Kill(Other, restartsAfter);
        _cluster.Pass(2900, RestartIfDue);
        Third.Heartbeat(_key);
        _cluster.Pass(2900, RestartIfDue);
        Third.Heartbeat(_key);
        _cluster.Pass(1000);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1000)]
    public void An_instance_that_died_with_the_node_that_received_its_heartbeats_is_found(int restartsAfter)
    {
        Beat(Other, 3000);
        var diedAt = _cluster.Now;
        Kill(Other, restartsAfter);
        _cluster.Pass(10_000, RestartIfDue);
        var (at, _, health) = _cluster.Written[^1];
        Assert.Equal(InstanceHealth.Failing, health);
        Assert.InRange(at - diedAt, 5000, 8500);
    }

    [Fact]
    public void An_instance_whose_first_heartbeats_reached_only_a_node_that_is_cut_off_is_not_expired()
    {
        var cluster = new KeeperCluster(nodes: 3);
        var key = cluster.Register("orders", 1, Leased).Key;
        var owner = new Rendezvous(cluster.Nodes.Select(node => node.Id)).OwnerOf(key);
        var cut = cluster.Nodes.First(node => node.Id != owner);
        var other = cluster.Nodes.Last(node => node.Id != owner);
        cluster.IsLost = (from, to) => from == cut || to == cut;
        var since = cluster.Now;
        foreach (var node in cluster.Nodes)
            node.Sees = seen => (node != cut && seen != cut) || cluster.Now - since < 4000;
        cluster.Pass(20_000, () =>
        {
            if (cluster.Now % 1000 == 0)
                (cluster.Now - since < 4200 ? cut : other).Heartbeat(key);
        });
        Assert.DoesNotContain(cluster.Written, write => write.Health == InstanceHealth.Failing);
    }

    [Fact]
    public void A_lease_that_began_when_its_owner_was_lost_is_not_prolonged()
    {
        Beat(Owner, 3000);
        var diedAt = _cluster.Now;
        Kill(Owner, int.MaxValue);
        _cluster.Pass(12_000);
        var (at, _, health) = _cluster.Written[^1];
        Assert.Equal(InstanceHealth.Failing, health);
        Assert.InRange(at - diedAt, 7000, 8000);
    }

    private KeeperNode Third => _cluster.Nodes.Last(node => node != Owner);

    private void AssertStaysDead()
    {
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(_key));
        _cluster.Pass(10_000);
        var found = _cluster.Written.FindIndex(write => write.Health == InstanceHealth.Failing);
        Assert.True(found >= 0);
        Assert.DoesNotContain(_cluster.Written[found..], write => write.Health == InstanceHealth.Passing);
    }

    private void Beat(KeeperNode at, long milliseconds) => _cluster.Pass(milliseconds, () =>
    {
        if (_cluster.Now % 1000 == 0)
            at.Heartbeat(_key);
    });

    /// <summary>Stops a node; the others notice after four seconds, and that it is back at once.</summary>
    private void Stop(KeeperNode node, long milliseconds, Action whenItGoesOn)
    {
        node.IsStopped = true;
        Notice(node);
        _cluster.Pass(milliseconds);
        node.IsStopped = false;
        whenItGoesOn();
    }

    private void Kill(KeeperNode node, int restartsAfter)
    {
        node.Kill();
        Notice(node);
        if (restartsAfter < int.MaxValue)
            _restart = (node, _cluster.Now + restartsAfter);
    }

    private void RestartIfDue()
    {
        if (_restart is not { } restart || _cluster.Now < restart.At)
            return;
        restart.Node.Restart();
        _restart = null;
    }

    private void Notice(KeeperNode stopped)
    {
        var since = _cluster.Now;
        foreach (var node in _cluster.Nodes)
            node.Sees = other => other != stopped || other.IsRunning || _cluster.Now - since < 4000;
    }
}
