using MicroReg.Domain.Health;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Health;

/// <summary>Checks: when instances are probed, and what follows from the outcomes.</summary>
public sealed class CheckTests
{
    private static readonly HealthCheck Every2 = new(
        HealthCheckKind.Tcp, IntervalSeconds: 2, TimeoutSeconds: 1, FailuresBeforeFailing: 3, SuccessesBeforePassing: 2);
    private readonly HashSet<InstanceKey> _down = [];

    [Fact]
    public void A_check_passes_after_the_configured_number_of_good_probes()
    {
        var cluster = Cluster();
        var key = cluster.Register("orders", 5001, new InstanceAttributes { Check = Every2 }).Key;
        cluster.Pass(2200);
        Assert.Equal(InstanceHealth.Unknown, cluster.HealthOf(key));
        cluster.Pass(2500);
        Assert.Equal(InstanceHealth.Passing, cluster.HealthOf(key));
    }

    [Fact]
    public void A_check_fails_after_consecutive_bad_probes_and_recovers_by_itself()
    {
        var cluster = Cluster();
        var key = cluster.Register("orders", 5001, new InstanceAttributes { Check = Every2 }).Key;
        cluster.Pass(6000);
        _down.Add(key);
        cluster.Pass(3900);
        Assert.Equal(InstanceHealth.Passing, cluster.HealthOf(key));
        cluster.Pass(3000);
        Assert.Equal((InstanceHealth.Failing, ServiceStatus.Error), (cluster.HealthOf(key), cluster.Find(key)!.Status));
        _down.Clear();
        cluster.Pass(5000);
        Assert.Equal(InstanceHealth.Passing, cluster.HealthOf(key));
    }

    [Fact]
    public void A_single_bad_probe_between_good_ones_changes_nothing()
    {
        var cluster = Cluster();
        var (key, probes) = (
            cluster.Register("orders", 5001, new InstanceAttributes { Check = Every2 with { FailuresBeforeFailing = 2 } }).Key, 0);
        cluster.Probe = (_, _) => ++probes % 2 == 0 && probes > 4 ? ProbeOutcome.Bad : ProbeOutcome.Good;
        cluster.Pass(120_000);
        Assert.True(probes > 50);
        Assert.Equal([InstanceHealth.Passing], cluster.Written.Select(write => write.Health!.Value));
        Assert.Equal(InstanceHealth.Passing, cluster.HealthOf(key));
    }

    [Fact]
    public void The_default_check_applies_without_ttl_and_check_but_not_if_the_check_is_none()
    {
        var cluster = Cluster(new HealthOptions { DefaultCheck = Every2 });
        var plain = cluster.Register("orders", 5001, InstanceAttributes.Default).Key;
        var leased = cluster.Register("orders", 5002, new InstanceAttributes { TtlSeconds = 86_400 }).Key;
        var none = cluster.Register("orders", 5003, new InstanceAttributes { Check = new HealthCheck(HealthCheckKind.None) }).Key;
        cluster.Pass(10_000);
        Assert.Equal(
            [InstanceHealth.Passing, InstanceHealth.Unknown, InstanceHealth.Unknown],
            new[] { plain, leased, none }.Select(cluster.HealthOf));
        Assert.Equal((2, 1), (cluster.Nodes[0].Status.Owned, cluster.Nodes[0].Status.Probed));
    }

    [Fact]
    public void An_instance_with_ttl_and_check_needs_both_to_pass()
    {
        var cluster = Cluster();
        var key = cluster.Register("orders", 5001, new InstanceAttributes { TtlSeconds = 10, Check = Every2 }).Key;
        cluster.Pass(5000);
        Assert.Equal(InstanceHealth.Unknown, cluster.HealthOf(key));
        cluster.Nodes[0].Heartbeat(key);
        cluster.Pass(200);
        Assert.Equal(InstanceHealth.Passing, cluster.HealthOf(key));
        _down.Add(key);
        cluster.Pass(8000, () => cluster.Nodes[0].Heartbeat(key));
        Assert.Equal(InstanceHealth.Failing, cluster.HealthOf(key));
        _down.Clear();
        cluster.Pass(12_000);
        Assert.Equal(InstanceHealth.Failing, cluster.HealthOf(key));
    }

    [Fact]
    public void An_instance_in_a_network_that_may_not_be_probed_stays_unknown()
    {
        var cluster = Cluster();
        cluster.Probe = (_, _) => ProbeOutcome.NotPermitted;
        var key = cluster.Register("orders", 5001, new InstanceAttributes { Check = Every2 }).Key;
        cluster.Pass(60_000);
        Assert.Empty(cluster.Written);
        Assert.Equal(InstanceHealth.Unknown, cluster.HealthOf(key));
        Assert.True(cluster.Nodes[0].Status.ProbesNotPermitted > 20);
    }

    [Fact]
    public void Probes_are_spread_over_the_interval_and_bounded_in_flight()
    {
        var cluster = Cluster(new HealthOptions { DefaultCheck = new HealthCheck(HealthCheckKind.Tcp), MaxProbes = 4 });
        for (var port = 1; port <= 1000; port++)
            cluster.Register("orders", port, InstanceAttributes.Default);
        var (least, most, before) = (long.MaxValue, 0L, 0L);
        cluster.Pass(10_500);
        cluster.Pass(20_000, () =>
        {
            if (cluster.Now % 1000 != 0)
                return;
            var probes = cluster.Nodes[0].Status.ProbesGood;
            if (before > 0)
                (least, most) = (Math.Min(least, probes - before), Math.Max(most, probes - before));
            before = probes;
        });
        Assert.InRange(least, 60, 100);
        Assert.InRange(most, 100, 140);
        Assert.InRange(cluster.Nodes[0].Probes.Most, 1, 4);
    }

    [Fact]
    public void Each_instance_is_probed_by_one_node_and_the_probes_are_spread_over_the_nodes()
    {
        var cluster = Cluster(nodes: 3);
        var by = new Dictionary<InstanceKey, HashSet<string>>();
        cluster.Probe = (node, key) =>
        {
            (by.TryGetValue(key, out var nodes) ? nodes : by[key] = []).Add(node.Id);
            return ProbeOutcome.Good;
        };
        for (var port = 1; port <= 300; port++)
            cluster.Register("orders", port, new InstanceAttributes { Check = Every2 });
        cluster.Pass(10_000);
        Assert.Equal(300, by.Count);
        Assert.All(by.Values, nodes => Assert.Single(nodes));
        Assert.All(cluster.Nodes, node => Assert.InRange(node.Status.Owned, 70, 130));
    }

    [Fact]
    public void An_instance_that_another_node_can_reach_is_not_failing()
    {
        var cluster = Cluster(nodes: 3);
        var key = cluster.Register("orders", 5001, new InstanceAttributes { Check = Every2 }).Key;
        var owner = cluster.Nodes.Single(node => node.Status.Owned == 1 || Owns(cluster, node));
        cluster.Pass(6000);
        cluster.Probe = (node, _) => node == owner ? ProbeOutcome.Bad : ProbeOutcome.Good;
        cluster.Pass(60_000);
        Assert.Equal(InstanceHealth.Passing, cluster.HealthOf(key));
        Assert.InRange(owner.Status.Contradicted, 5, 15);
        cluster.Probe = (_, _) => ProbeOutcome.Bad;
        cluster.Pass(10_000);
        Assert.Equal(InstanceHealth.Failing, cluster.HealthOf(key));
    }

    private static bool Owns(KeeperCluster cluster, KeeperNode node)
    {
        cluster.Pass(200);
        return node.Status.Owned == 1;
    }

    private KeeperCluster Cluster(HealthOptions? options = null, int nodes = 1) => new(nodes, options)
    {
        Probe = (_, key) => _down.Contains(key) ? ProbeOutcome.Bad : ProbeOutcome.Good,
    };
}
