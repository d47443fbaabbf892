namespace MicroReg.Chaos.Scenarios;

/// <summary>kill -9 of all nodes at once under load; they start again in any order.</summary>
internal sealed class KillAllNodes : Scenario
{
    public override string Name => "kill -9 of all nodes";

    public override async Task RunAsync(Stage stage)
    {
        await Task.WhenAll(stage.Nodes.Select(node => node.KillAsync()));
        foreach (var node in stage.Shuffled())
        {
            node.Launch();
            await Patience.LastAsync(TimeSpan.FromSeconds(stage.Random.NextDouble()));
        }

        await Task.WhenAll(stage.Nodes.Select(node => node.ReadyAsync()));
    }
}
