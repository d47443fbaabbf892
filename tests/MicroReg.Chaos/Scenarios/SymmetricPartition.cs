using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>Two groups of nodes hear nothing of each other; both go on, and become one again.</summary>
internal sealed class SymmetricPartition : Scenario
{
    public override string Name => "symmetric partition";

    public override ClusterShape Shape { get; } = new(3, HasOwnNetwork: true);

    public override async Task RunAsync(Stage stage)
    {
        var alone = stage.AnyNode();
        int[] others = [.. stage.AllBut(alone).Select(node => node.Number)];
        await stage.Cluster.Links.CutAsync([alone.Number], others);
        await stage.Cluster.Links.CutAsync(others, [alone.Number]);
        stage.Note($"{alone.Name} alone");
        await stage.LastAsync(stage.Extent.Seconds(12, 60), stage.Nodes);
        await stage.Cluster.Links.HealAsync();
    }
}
