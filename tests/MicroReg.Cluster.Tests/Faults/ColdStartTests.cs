using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Cluster.Tests.Faults;

/// <summary>All nodes are off, and one of them was away for longer than the others.</summary>
public sealed class ColdStartTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task What_was_unregistered_while_a_node_was_stopped_does_not_come_back_when_all_start()
    {
        await using var cluster = await TestCluster.StartAsync(new ClusterShape(
            3, HasOwnNetwork: false, $"microreg.registry.tombstone-retention={Retention.TotalSeconds}s"));
        var (first, second, stopped) = (cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2]);
        foreach (var service in new[] { "kept", "ended" })
            await first.Registry.CallAsync("register", XmlRpcValue.Of(service), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(9));
        await stopped.TerminateAsync();
        await first.Registry.CallAsync("unregister", XmlRpcValue.Of("ended"));
        await Patience.LastAsync(2 * Retention);

        await Task.WhenAll(first.KillAsync(), second.KillAsync());
        stopped.Launch();
        first.Launch();
        await Task.WhenAll(stopped.ReadyAsync(), first.ReadyAsync());
        await BothHaveOnlyWhatWasKept();
        await second.StartAsync();
        await BothHaveOnlyWhatWasKept();
        Assert.False(await IsThere(second, "ended"));

        // The one that was away may show what it has, as stale, until it has taken a copy.
        async Task BothHaveOnlyWhatWasKept()
        {
            Assert.False(await IsThere(first, "ended"));
            await Patience.UntilAsync(
                async () => await IsThere(first, "kept") && await IsThere(stopped, "kept") && !await IsThere(stopped, "ended"),
                Patience.Limit,
                "what was unregistered is gone, and what was registered is there");
        }
    }

    private static async Task<bool> IsThere(ClusterNode node, string service) =>
        (await node.Registry.GetAsync($"/api/services/{service}")).Status == System.Net.HttpStatusCode.OK;
}
