using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;

namespace MicroReg.Edge.Tests.Methods;

public sealed class ClusterStatusTests
{
    [Fact]
    public async Task Cluster_status_describes_the_node()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        Assert.Equal(
            """{"node":{"name":"node-1","id":"6f1c","origin":"00000000000000a1","version":"0.1.0","address":"127.0.0.1"""
                + """:4053","standing":""},"ready":true,"stale":false,"reason":"","accepts_writes":true"""
                + ""","write_fault":"","members":[{"address":"127.0.0.1:4053","state":"Up","reachable":true,"self":true}],"known":0"""
                + ""","reachable":1,"peers":[],"services":1,"instances":1,"subscriptions":0,"health":{"owned":0,"leased":0,"probed":0"""
                + ""","failing":0,"held":0,"holds":[],"flapping":[],"beats":0,"beats_forwarded":0,"probes_good":0,"probes_bad":0"""
                + ""","probes_not_permitted":0,"probes_in_flight":0,"expired":0,"recovered":0,"contradicted":0,"removed":0,"pauses":0}"""
                + ""","vector":"00000000000000a1:1","divergence":{"buckets_differing":0,"changes_behind":0,"since":""}"""
                + ""","degraded_writes":0,"restored_parts":0,"time":"2026-03-04T05:06:07.000Z"}""",
            await server.TextOfCallAsync("cluster_status"));
    }

    [Fact]
    public async Task Cluster_status_says_why_a_node_is_not_ready()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = new Readiness(IsReady: false, IsStale: true, "No other node answers.");
        server.Registry.WriteFault = new RegistryFault(FaultKind.StorageFailed, "The disk is full.");
        var status = (await server.CallAsync("cluster_status"))!.AsObject();
        Assert.False((bool)status["ready"]!);
        Assert.True((bool)status["stale"]!);
        Assert.Equal("No other node answers.", (string?)status["reason"]);
        Assert.False((bool)status["accepts_writes"]!);
        Assert.Equal("The disk is full.", (string?)status["write_fault"]);
    }

    [Fact]
    public async Task Cluster_status_describes_each_other_node()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(
            Replicas.Differing("node-2"), Replicas.Peer("node-3", NodeState.Joining) with { IsReachable = false });
        var status = (await server.CallAsync("cluster_status"))!.AsObject();
        Assert.Equal("counted", (string?)status["node"]!["standing"]);
        Assert.Equal(
            """[{"name":"node-2","id":"id-node-2","address":"node-2.test:4053","standing":"counted","reachable":true"""
                + ""","last_heard":"2026-03-04T12:10:00.000Z","changes_behind":7,"bytes_behind":5000000000,"changes_ahead":3"""
                + ""","buckets_differing":2"""
                + ""","differing_since":"2026-03-04T12:00:00.000Z","last_compared":"2026-03-04T12:09:00.000Z","clock_ahead_ms":-1500},"""
                + """{"name":"node-3","id":"id-node-3","address":"node-3.test:4053","standing":"joining","reachable":false"""
                + ""","last_heard":"","changes_behind":0,"bytes_behind":0,"changes_ahead":0,"buckets_differing":0"""
                + ""","differing_since":"","last_compared":"","clock_ahead_ms":0}]""",
            RpcJson.Text(status["peers"]));
    }

    [Fact]
    public async Task Cluster_status_counts_the_nodes_of_a_quorum_and_what_went_wrong()
    {
        await using var server = await EdgeServer.StartAsync();
        var replica = Replicas.With(
            Replicas.Peer("node-2"),
            Replicas.Peer("node-3") with { IsReachable = false },
            Replicas.Peer("node-4", NodeState.Joining),
            Replicas.Peer("node-5", NodeState.Left),
            Replicas.Peer("node-6", NodeState.Forgotten));
        server.Registry.Replica = replica with { DegradedWrites = 4, RestoredParts = 5_000_000_000 };
        var status = (await server.CallAsync("cluster_status"))!.AsObject();
        Assert.Equal((3, 2), ((int)status["known"]!, (int)status["reachable"]!));
        Assert.Equal((4, 5_000_000_000), ((int)status["degraded_writes"]!, (long)status["restored_parts"]!));
        Assert.Equal(
            ["counted", "counted", "joining", "left", "forgotten"], status["peers"]!.AsArray().Select(peer => (string?)peer!["standing"]));
    }

    [Fact]
    public async Task Cluster_status_sums_up_the_divergence_without_nodes_that_are_gone()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(
            Replicas.Differing("node-2", buckets: 2, minutesPastNoon: 5),
            Replicas.Differing("node-3", buckets: 1, minutesPastNoon: 3) with { ChangesBehind = 9 },
            Replicas.Differing("node-4", buckets: 8) with { State = NodeState.Forgotten, ChangesBehind = 1000 },
            Replicas.Differing("node-5", buckets: 8) with { State = NodeState.Left, ChangesBehind = 1000 });
        Assert.Equal(
            """{"buckets_differing":3,"changes_behind":9,"since":"2026-03-04T12:03:00.000Z"}""",
            RpcJson.Text((await server.CallAsync("cluster_status"))!["divergence"]));
    }

    [Fact]
    public async Task Cluster_status_describes_monitored_instances_and_self_preservation()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Health = SampleHealth.Status;
        Assert.Equal(
            """{"owned":40,"leased":30,"probed":11,"failing":2,"held":25,"holds":[{"scope":"","reason":"More than half of the"""
                + """ instances failed at once.","share":0.625,"since":"2026-03-04T12:00:00.000Z","instances":20},"""
                + """{"scope":"orders","reason":"All of the service failed at once.","share":1"""
                + ""","since":"2026-03-04T12:01:00.000Z","instances":5}],"flapping":[{"name":"shop","host":"10.0.0.1","port":80"""
                + ""","changes":7,"since":"2026-03-04T12:02:00.000Z"}],"beats":5000000000,"beats_forwarded":12,"probes_good":13"""
                + ""","probes_bad":14,"probes_not_permitted":15,"probes_in_flight":16,"expired":17,"recovered":18,"contradicted":19"""
                + ""","removed":21,"pauses":22}""",
            RpcJson.Text((await server.CallAsync("cluster_status"))!["health"]));
    }

    [Fact]
    public async Task Cluster_status_says_that_replication_refuses_writes()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With() with { WriteFault = new RegistryFault(FaultKind.Unavailable, "The clock is off.") };
        var status = (await server.CallAsync("cluster_status"))!.AsObject();
        Assert.False((bool)status["accepts_writes"]!);
        Assert.Equal("The clock is off.", (string?)status["write_fault"]);
        Assert.False((bool)(await server.GetAsync("/health/ready")).Body!["accepts_writes"]!);
    }
}
