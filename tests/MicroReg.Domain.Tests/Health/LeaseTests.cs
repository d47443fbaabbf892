using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Health;

/// <summary>Leases at one node, from the registration to the removal.</summary>
public sealed class LeaseTests
{
    private static readonly InstanceAttributes Leased = new() { TtlSeconds = 3, DeregisterAfterSeconds = 5 };
    private readonly KeeperCluster _cluster = new();

    [Fact]
    public void Of_more_changes_than_anybody_counted_none_is_missed()
    {
        var (goes, stays) = (_cluster.Register("goes", 1, Leased), _cluster.Register("stays", 2, Leased));
        _cluster.Nodes[0].Heartbeat(goes.Key);
        _cluster.Nodes[0].Heartbeat(stays.Key);
        _cluster.Pass(1000);
        _cluster.Carry(new UnregisterInstances("goes", null));
        _cluster.Register("comes", 3, Leased);

        _cluster.Nodes[0].LoseChanges();

        Assert.Equal(2, _cluster.Nodes[0].Status.Owned);
        Assert.Null(_cluster.Nodes[0].Heartbeats.Find(goes.Key));
        Assert.NotNull(_cluster.Nodes[0].Heartbeats.Find(stays.Key));
    }

    [Fact]
    public void An_instance_with_heartbeats_is_passing_and_causes_one_write()
    {
        var key = _cluster.Register("orders", 5001, Leased).Key;
        Heartbeat(key, 60_000);
        Assert.Equal([(key, InstanceHealth.Passing)], _cluster.Written.Select(write => (write.Key, write.Health!.Value)));
    }

    [Fact]
    public void A_silent_instance_is_failing_within_a_second_of_its_ttl()
    {
        var key = _cluster.Register("orders", 5001, Leased).Key;
        Heartbeat(key, 10_000);
        var silentSince = _cluster.Now;
        _cluster.Pass(5000);
        var (at, _, health) = _cluster.Written[^1];
        Assert.Equal(InstanceHealth.Failing, health);
        Assert.InRange(at - silentSince, 3000 - HealthKeeper.Tick, 4000);
        Assert.Equal(ServiceStatus.Error, _cluster.Find(key)!.Status);
    }

    [Fact]
    public void An_instance_without_any_heartbeat_fails_one_ttl_after_its_registration()
    {
        var key = _cluster.Register("orders", 5001, Leased).Key;
        _cluster.Pass(2900);
        Assert.Equal(InstanceHealth.Unknown, _cluster.HealthOf(key));
        _cluster.Pass(1000);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key));
    }

    [Fact]
    public void A_failing_instance_is_passing_at_its_next_heartbeat()
    {
        var key = Fail("orders", 5001);
        _cluster.Nodes[0].Heartbeat(key);
        _cluster.Pass(HealthKeeper.Tick);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key));
        Assert.Equal(1, _cluster.Nodes[0].Status.Recovered);
    }

    [Fact]
    public void An_instance_is_removed_after_failing_for_its_deregistration_time()
    {
        var key = Fail("orders", 5001);
        var failingSince = _cluster.Written[^1].At;
        _cluster.Pass(6000);
        Assert.Null(_cluster.Find(key));
        Assert.InRange(_cluster.Written[^1].At - failingSince, 5000, 5200);
        Assert.Equal((1, 0), ((int)_cluster.Nodes[0].Status.Removed, _cluster.Nodes[0].Status.Owned));
    }

    [Fact]
    public void A_removed_instance_leaves_no_heartbeat_behind()
    {
        var key = Fail("orders", 5001);
        _cluster.Pass(7000);
        Assert.Null(_cluster.Nodes[0].Heartbeats.Find(key));
    }

    [Fact]
    public void A_new_registration_starts_a_new_lease()
    {
        var key = Fail("orders", 5001);
        _cluster.Register("orders", 5001, Leased);
        _cluster.Pass(2900);
        Assert.Equal(InstanceHealth.Unknown, _cluster.HealthOf(key));
        _cluster.Nodes[0].Heartbeat(key);
        _cluster.Pass(HealthKeeper.Tick);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key));
    }

    [Fact]
    public void A_stopped_instance_stays_stopped_with_or_without_heartbeats()
    {
        var key = _cluster.Register("orders", 5001, Leased with { DeregisterAfterSeconds = null }).Key;
        _cluster.Carry(new UpdateStatus("orders", key.Endpoint, ServiceStatus.Stopped));
        Heartbeat(key, 5000);
        Assert.Equal(ServiceStatus.Stopped, _cluster.Find(key)!.Status);
        _cluster.Pass(10_000);
        Assert.Equal((ServiceStatus.Stopped, InstanceHealth.Failing), (_cluster.Find(key)!.Status, _cluster.HealthOf(key)));
        Heartbeat(key, 1000);
        Assert.Equal(ServiceStatus.Stopped, _cluster.Find(key)!.Status);
    }

    [Fact]
    public void A_recovered_instance_has_its_reported_status_again()
    {
        var key = Fail("orders", 5001);
        _cluster.Carry(new UpdateStatus("orders", key.Endpoint, ServiceStatus.Draining));
        _cluster.Pass(200);
        Assert.Equal(ServiceStatus.Error, _cluster.Find(key)!.Status);
        Heartbeat(key, 200);
        Assert.Equal(ServiceStatus.Draining, _cluster.Find(key)!.Status);
    }

    [Fact]
    public void A_verdict_whose_write_failed_is_written_again()
    {
        var key = _cluster.Register("orders", 5001, Leased).Key;
        _cluster.Nodes[0].RefusesWrites = true;
        _cluster.Pass(6000);
        _cluster.Nodes[0].RefusesWrites = false;
        _cluster.Pass(1200);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key));
    }

    [Fact]
    public void A_draining_instance_is_unregistered_after_its_time()
    {
        var key = _cluster.Register("orders", 5001, InstanceAttributes.Default).Key;
        Assert.NotNull(_cluster.Carry(new DrainInstance(key, 10)));
        _cluster.Pass(9900);
        Assert.Equal(ServiceStatus.Draining, _cluster.Find(key)!.Status);
        _cluster.Pass(400);
        Assert.Null(_cluster.Find(key));
    }

    [Fact]
    public void A_drain_ends_when_another_status_is_reported()
    {
        var key = _cluster.Register("orders", 5001, InstanceAttributes.Default).Key;
        _cluster.Carry(new DrainInstance(key, 10));
        _cluster.Pass(5000);
        _cluster.Carry(new UpdateStatus("orders", key.Endpoint, ServiceStatus.Running));
        _cluster.Pass(60_000);
        Assert.Equal(ServiceStatus.Running, _cluster.Find(key)!.Status);
    }

    private InstanceKey Fail(string name, int port)
    {
        var key = _cluster.Register(name, port, Leased).Key;
        Heartbeat(key, 1000);
        _cluster.Pass(4000);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key));
        return key;
    }

    private void Heartbeat(InstanceKey key, long milliseconds) => _cluster.Pass(milliseconds, () =>
    {
        if (_cluster.Now % 1000 == 0 || milliseconds < 1000)
            _cluster.Nodes[0].Heartbeat(key);
    });
}
