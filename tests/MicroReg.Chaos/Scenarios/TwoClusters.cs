using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>
/// The first seed is restarted while it is cut off. It finds nobody and forms a cluster of itself; once it is healed,
/// the two clusters become one by themselves.
/// </summary>
internal sealed class TwoClusters : Scenario
{
    public override string Name => "first seed restarted inside a partition";

    public override ClusterShape Shape { get; } = new(3, HasOwnNetwork: true);

    public override async Task RunAsync(Stage stage)
    {
        var first = stage.Nodes[0];
        int[] others = [.. stage.AllBut(first).Select(node => node.Number)];
        await stage.Cluster.Links.CutAsync([first.Number], others);
        await stage.Cluster.Links.CutAsync(others, [first.Number]);
        await first.KillAsync();
        await first.StartAsync();
        var status = await NodeStatus.AskAsync(first);
        stage.Expect(status is { IsStale: true }, "the first seed, alone again, says that it is stale");
        await Patience.UntilAsync(
            async () => await NodeStatus.AskAsync(first) is { UpMembers: 1 }, Patience.Limit, "the first seed forms a cluster of itself");
        await stage.LastAsync(stage.Extent.Seconds(4, 30), stage.Nodes);
        await stage.Cluster.Links.HealAsync();
    }
}
