using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Health;

/// <summary>Findings that a node does not believe: after a pause, when too many instances fail at once, and when one flaps.</summary>
public sealed class SelfPreservationTests
{
    private static readonly InstanceAttributes Leased = new() { TtlSeconds = 3, DeregisterAfterSeconds = 3600 };
    private readonly KeeperCluster _cluster = new();

    private KeeperNode Node => _cluster.Nodes[0];

    [Fact]
    public void A_paused_node_extends_every_lease()
    {
        var keys = Register("orders", 5);
        Heartbeat(keys, 3000);
        Node.IsStopped = true;
        _cluster.Pass(20_000);
        Node.IsStopped = false;
        Heartbeat(keys, 10_000);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
        Assert.Equal(1, Node.Status.Pauses);
    }

    [Fact]
    public void An_instance_that_died_during_a_pause_is_found_one_ttl_later()
    {
        var keys = Register("orders", 5);
        Heartbeat(keys, 3000);
        Node.IsStopped = true;
        _cluster.Pass(20_000);
        Node.IsStopped = false;
        Heartbeat(keys[1..], 5000);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(keys[0]));
    }

    [Fact]
    public void A_probe_that_failed_because_of_a_pause_does_not_count()
    {
        var check = new HealthCheck(HealthCheckKind.Tcp, IntervalSeconds: 1, TimeoutSeconds: 1, FailuresBeforeFailing: 1);
        var key = _cluster.Register("orders", 5001, new InstanceAttributes { Check = check }).Key;
        _cluster.Pass(3000);
        _cluster.Probe = (_, _) => Node.Status.Pauses == 0 ? ProbeOutcome.Bad : ProbeOutcome.Good;
        Node.IsStopped = true;
        _cluster.Pass(5000);
        Node.IsStopped = false;
        _cluster.Pass(10_000);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key));
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
    }

    [Fact]
    public void A_few_simultaneous_failures_never_start_self_preservation()
    {
        var keys = Register("orders", 9);
        Heartbeat(keys, 3000);
        _cluster.Pass(5000);
        Assert.All(keys, key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
    }

    [Fact]
    public void Failure_of_most_instances_of_a_node_starts_self_preservation_with_a_reason()
    {
        var keys = RegisterApart(30);
        Heartbeat(keys, 3000);
        Heartbeat(keys[20..], 5000);
        Assert.All(keys, key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
        var preservation = Assert.Single(Node.Status.SelfPreservations);
        Assert.Equal(("", 20, 20), (preservation.Scope, preservation.Instances, Node.Status.Preserved));
        Assert.InRange(preservation.Share, 0.66, 0.67);
        Assert.Contains("67", preservation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_of_most_instances_of_a_service_preserves_only_that_service()
    {
        var (orders, others) = (Register("orders", 12), RegisterApart(60));
        Heartbeat([.. orders, .. others], 3000);
        Heartbeat([.. orders[10..], .. others[1..]], 5000);
        Assert.All(orders, key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(others[0]));
        Assert.Equal("orders", Assert.Single(Node.Status.SelfPreservations).Scope);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1700)]
    public void Self_preservation_starts_with_the_first_of_many_unsynchronised_leases(int interval)
    {
        var keys = RegisterApart(60);
        void HeartbeatInTurn(int from, long milliseconds) => _cluster.Pass(milliseconds, () =>
        {
            for (var number = from; number < keys.Length; number++)
                if (_cluster.Now % interval == number * 100 % interval)
                    Node.Heartbeat(keys[number]);
        });

        HeartbeatInTurn(from: 0, 5000);
        HeartbeatInTurn(from: 34, 5000);
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing);
        Assert.Equal(34, Node.Status.Preserved);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(180)]
    public void Self_preservation_starts_with_the_first_of_many_even_if_peers_answer_slowly(int latency)
    {
        var cluster = new KeeperCluster(nodes: 3) { Latency = () => latency };
        var briefly = Leased with { TtlSeconds = 2 };
        var keys = Enumerable.Range(0, 200).Select(number => cluster.Register($"service-{number}", 5000, briefly).Key).ToArray();
        void HeartbeatInTurn(int from, long milliseconds) => cluster.Pass(milliseconds, () =>
        {
            for (var number = from; number < keys.Length; number++)
                if (cluster.Now % 600 == number % 6 * 100)
                    cluster.Nodes[number % 3].Heartbeat(keys[number]);
        });

        HeartbeatInTurn(from: 0, 5000);
        HeartbeatInTurn(from: 180, 8000);
        Assert.DoesNotContain(cluster.Written, write => write.Health == InstanceHealth.Failing);
        Assert.Equal(180, cluster.Nodes.Sum(node => node.Status.Preserved));
    }

    [Fact]
    public void Self_preservation_ends_when_most_instances_are_well_again()
    {
        var keys = RegisterApart(30);
        Heartbeat(keys, 3000);
        Heartbeat(keys[20..], 5000);
        Heartbeat(keys[2..], 3000);
        Assert.Empty(Node.Status.SelfPreservations);
        Assert.All(keys[2..], key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
        Assert.All(keys[..2], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
    }

    [Fact]
    public void An_operator_ends_self_preservation_and_it_does_not_start_again_at_once()
    {
        var keys = RegisterApart(60);
        Heartbeat(keys, 3000);
        Heartbeat(keys[40..], 5000);
        Node.Release();
        Assert.All(keys[..40], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        _cluster.Pass(5000);
        Assert.All(keys[40..], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        Assert.Empty(Node.Status.SelfPreservations);
    }

    [Fact]
    public void Self_preservation_ends_after_its_maximum_time()
    {
        var keys = RegisterApart(30);
        Heartbeat(keys, 3000);
        Heartbeat(keys[20..], 11 * 60_000);
        Assert.All(keys[..20], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        Assert.Empty(Node.Status.SelfPreservations);
    }

    [Fact]
    public void A_flapping_instance_is_suppressed_until_it_has_been_well_for_a_while()
    {
        var key = Register("orders", 1)[0];
        for (var round = 0; round < 3; round++)
        {
            Heartbeat([key], 2000);
            _cluster.Pass(4500);
        }

        Heartbeat([key], 20_000);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key));
        var flapping = Assert.Single(Node.Status.Flapping);
        Assert.Equal((key, 5), (flapping.Key, flapping.Changes));
        Heartbeat([key], 12_000);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key));
        Assert.Empty(Node.Status.Flapping);
    }

    [Fact]
    public void A_flapping_instance_that_registers_repeatedly_is_suppressed_too()
    {
        var key = Register("orders", 1)[0];
        for (var round = 0; round < 3; round++)
        {
            Register("orders", 1);
            Heartbeat([key], 2000);
            _cluster.Pass(4500);
        }

        Register("orders", 1);
        Heartbeat([key], 5000);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key));
    }

    [Fact]
    public void A_flapping_instance_that_unregisters_and_registers_again_stays_suppressed()
    {
        var key = Register("orders", 1)[0];
        for (var round = 0; round < 3; round++)
        {
            Heartbeat([key], 2000);
            _cluster.Pass(4500);
        }

        Assert.Single(Node.Status.Flapping);
        _cluster.Carry(new UnregisterInstances("orders", null));
        _cluster.Pass(2000);
        Register("orders", 1);
        Heartbeat([key], 5000);
        Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key));
        Assert.Single(Node.Status.Flapping);
        Heartbeat([key], 30_000);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key));
    }

    [Fact]
    public void That_an_instance_flapped_is_forgotten_when_it_was_gone_for_long()
    {
        var key = Register("orders", 1)[0];
        for (var round = 0; round < 3; round++)
        {
            Heartbeat([key], 2000);
            _cluster.Pass(4500);
        }

        _cluster.Carry(new UnregisterInstances("orders", null));
        _cluster.Pass(70_000);
        Register("orders", 1);
        Heartbeat([key], 2000);
        Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key));
    }

    private InstanceKey[] Register(string name, int count) =>
        [.. Enumerable.Range(1, count).Select(port => _cluster.Register(name, port, Leased).Key)];

    private InstanceKey[] RegisterApart(int count) =>
        [.. Enumerable.Range(1, count).Select(number => _cluster.Register($"service-{number}", 5001, Leased).Key)];

    private void Heartbeat(InstanceKey[] keys, long milliseconds) => _cluster.Pass(milliseconds, () =>
    {
        if (_cluster.Now % 1000 == 0)
            foreach (var key in keys)
                Node.Heartbeat(key);
    });
}
