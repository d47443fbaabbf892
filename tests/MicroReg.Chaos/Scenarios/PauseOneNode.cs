namespace MicroReg.Chaos.Scenarios;

/// <summary>SIGSTOP of one node, which keeps its connections and says nothing, and SIGCONT.</summary>
internal sealed class PauseOneNode : Scenario
{
    public override string Name => "SIGSTOP and SIGCONT of one node";

    public override async Task RunAsync(Stage stage)
    {
        var victim = stage.AnyNode();
        victim.Pause();
        await stage.LastAsync(stage.Extent.Seconds(8, 20), stage.AllBut(victim));
        victim.Resume();
    }
}
