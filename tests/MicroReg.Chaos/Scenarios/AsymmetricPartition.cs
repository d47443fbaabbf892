using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>Packets get lost one way only: a node is not heard but hears, or hears not but is heard.</summary>
internal sealed class AsymmetricPartition : Scenario
{
    public override string Name => "asymmetric partition";

    public override ClusterShape Shape { get; } = new(3, HasOwnNetwork: true);

    public override async Task RunAsync(Stage stage)
    {
        var victim = stage.AnyNode();
        int[] one = [victim.Number];
        int[] others = [.. stage.AllBut(victim).Select(node => node.Number).Take(stage.Random.Next(1, stage.Nodes.Count))];
        var isMute = stage.Random.Next(2) == 0;
        await stage.Cluster.Links.CutAsync(isMute ? one : others, isMute ? others : one);
        stage.Note($"{victim.Name} {(isMute ? "is not heard by" : "does not hear")} node {string.Join(" and ", others)}");
        await stage.LastAsync(stage.Extent.Seconds(12, 60), stage.Nodes);
        await stage.Cluster.Links.HealAsync();
    }
}
