using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>All nodes are switched off, for longer than the retention by their clocks, and on again: everything comes back.</summary>
internal sealed class AllOffForLong : Scenario
{
    private const string Setting = "microreg.diagnostics.clock-offset=72h";

    public override string Name => "all nodes off for a weekend";

    public override ClusterShape Shape => ReturnAfterRetention.ShortMemory;

    public override async Task RunAsync(Stage stage)
    {
        await Task.WhenAll(stage.Nodes.Select(node => node.TerminateAsync()));
        foreach (var node in stage.Shuffled())
        {
            // The clocks stay ahead from now on: turning them back would be a fault of its own.
            if (!node.Settings.Contains(Setting))
                node.Settings.Add(Setting);
            node.Launch();
        }

        await Task.WhenAll(stage.Nodes.Select(node => node.ReadyAsync()));
    }
}
