using MicroReg.Chaos.Load;

namespace MicroReg.Chaos.Scenarios;

/// <summary>A node joins while many records are there and more are written.</summary>
internal sealed class JoinUnderLoad : Scenario
{
    public override string Name => "a node joins a full cluster under load";

    public override LoadShape Load { get; } = new(WritesPerSecond: 500);

    public override async Task PrepareAsync(Stage stage)
    {
        var (began, records) = (stage.History.Now, stage.Extent.Count(10_000, 100_000));
        await BulkLoad.RegisterAsync([.. stage.Nodes], stage.History, "bulk", records);
        stage.Note($"{records} records written in {(stage.History.Now - began) / 1000:0.0} s");
        await stage.Cluster.AddNodeAsync();
    }

    public override async Task RunAsync(Stage stage)
    {
        var started = stage.History.Now;
        await stage.Nodes[^1].StartAsync();
        stage.Note($"{stage.Nodes[^1].Name} ready {(stage.History.Now - started) / 1000:0.0} s after its start");
        await stage.LastAsync(stage.Extent.Seconds(2, 20), stage.Nodes.SkipLast(1));
    }
}
