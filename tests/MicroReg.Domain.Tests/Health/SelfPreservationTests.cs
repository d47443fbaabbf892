using MicroReg.Domain.Health;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Health;

/// <summary>What a node does not believe at once: after a pause, when too much fails at once, when something changes too often.</summary>
public sealed class SelfPreservationTests
{
    private static readonly InstanceAttributes Leased = new() { TtlSeconds = 3, DeregisterAfterSeconds = 3600 };
    private readonly KeeperCluster _cluster = new();

    private KeeperNode Node => _cluster.Nodes[0];

    [Fact]
    public void A_node_that_was_stopped_extends_every_lease()
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
    public void What_died_while_its_node_was_stopped_is_found_a_ttl_later()
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
    public void A_probe_that_a_pause_made_fail_does_not_count()
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
    public void A_few_that_die_at_once_are_not_held_whatever_their_share()
    {
        var keys = Register("orders", 9);
        Heartbeat(keys, 3000);
        _cluster.Pass(5000);
        Assert.All(keys, key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
    }

    [Fact]
    public void When_most_of_a_node_fail_at_once_they_are_held_and_it_says_why()
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
    public void When_most_of_a_service_fail_at_once_only_they_are_held()
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
    public void The_hold_begins_with_the_first_of_many_whose_beats_were_not_in_step(int interval)
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
    public void The_hold_begins_with_the_first_of_many_though_the_other_nodes_answer_slowly(int latency)
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
    public void What_is_held_is_let_go_when_most_are_well_again()
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
    public void What_is_held_is_let_go_by_an_operator_and_not_held_again_at_once()
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
    public void Nothing_is_held_for_ever()
    {
        var keys = RegisterApart(30);
        Heartbeat(keys, 3000);
        Heartbeat(keys[20..], 11 * 60_000);
        Assert.All(keys[..20], key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        Assert.Empty(Node.Status.SelfPreservations);
    }

    [Fact]
    public void An_instance_that_changes_too_often_is_held_down_until_it_has_been_well_for_a_while()
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
    public void Whoever_registers_again_and_again_is_held_down_all_the_same()
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
