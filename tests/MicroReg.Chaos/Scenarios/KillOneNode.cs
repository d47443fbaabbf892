namespace MicroReg.Chaos.Scenarios;

/// <summary>kill -9 of one node under load; it starts again while the load goes on.</summary>
internal sealed class KillOneNode : Scenario
{
    public override string Name => "kill -9 of one node";

    /// <summary>Another node has all that it sent, so its subscribers continue there from their cursors.</summary>
    public override bool MayReset => false;

    public override async Task RunAsync(Stage stage)
    {
        var victim = stage.AnyNode();
        await victim.KillAsync();
        await stage.LastAsync(stage.Extent.Seconds(3, 20), stage.AllBut(victim));
        await victim.StartAsync();
    }
}
