using MicroReg.Domain.Nodes;

namespace MicroReg.Edge.Tests.Http.Metrics;

public sealed class ClusterMetricsTests
{
    [Fact]
    public async Task Tell_of_the_cluster_and_of_each_other_node()
    {
        await using var server = await EdgeServer.StartAsync();
        var replica = Replicas.With(Replicas.Differing("node-2"), Replicas.Peer("node-3") with { IsReachable = false });
        server.Registry.Replica = replica with { DegradedWrites = 4, RestoredParts = 5 };
        var metrics = await Scrape.ReadAsync(server);
        Assert.Equal(3, metrics["microreg_known_nodes"]);
        Assert.Equal(2, metrics["microreg_reachable_nodes"]);
        Assert.Equal(4, metrics["microreg_degraded_writes_total"]);
        Assert.Equal(5, metrics["microreg_restored_parts_total"]);
        Assert.Equal(7, metrics["""microreg_peer_changes_behind{peer="node-2"}"""]);
        Assert.Equal(5e9, metrics["""microreg_peer_bytes_behind{peer="node-2"}"""]);
        Assert.Equal(2, metrics["""microreg_peer_buckets_differing{peer="node-2"}"""]);
        Assert.Equal(1, metrics["""microreg_peer_reachable{peer="node-2"}"""]);
        Assert.Equal(-1.5, metrics["""microreg_peer_clock_ahead_seconds{peer="node-2"}"""]);
        Assert.Equal(0, metrics["""microreg_peer_reachable{peer="node-3"}"""]);
    }

    [Fact]
    public async Task Forget_nodes_that_are_gone()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(Replicas.Peer("node-2"), Replicas.Peer("node-3"), Replicas.Peer("node-4"));
        Assert.Equal(["node-2", "node-3", "node-4"], PeersOf(await Scrape.ReadAsync(server)));
        server.Registry.Replica = Replicas.With(
            Replicas.Peer("node-2", NodeState.Forgotten),
            Replicas.Peer("node-4", NodeState.Left),
            Replicas.Peer("node-5", NodeState.Joining));
        Assert.Equal(["node-5"], PeersOf(await Scrape.ReadAsync(server)));
        server.Registry.Replica = Replicas.With(Replicas.Peer("node-2"));
        Assert.Equal(["node-2"], PeersOf(await Scrape.ReadAsync(server)));
    }

    [Fact]
    public async Task Go_on_counting_when_replication_begins_anew()
    {
        await using var server = await EdgeServer.StartAsync();
        foreach (var (count, total) in ((int, int)[])[(4, 4), (4, 4), (6, 6), (1, 7), (3, 9)])
        {
            server.Registry.Replica = Replicas.With() with { DegradedWrites = count };
            Assert.Equal(total, (await Scrape.ReadAsync(server))["microreg_degraded_writes_total"]);
        }
    }

    [Fact]
    public async Task Keep_nodes_of_one_name_apart()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(Replicas.Peer("host") with { NodeId = "1" }, Replicas.Peer("host") with { NodeId = "2" });
        Assert.Equal(["host (1)", "host (2)"], PeersOf(await Scrape.ReadAsync(server)));
    }

    /// <summary>The nodes that there are series of; the same in all of them.</summary>
    private static IEnumerable<string> PeersOf(Dictionary<string, double> metrics)
    {
        var series = metrics.Keys.Where(key => key.StartsWith("microreg_peer_", StringComparison.Ordinal))
            .GroupBy(key => key.Split('"')[1], key => key[..key.IndexOf('{', StringComparison.Ordinal)]).ToList();
        Assert.All(series, one => Assert.Equal(5, one.Distinct().Count()));
        return series.Select(one => one.Key).Order(StringComparer.Ordinal);
    }
}
