namespace MicroReg.Chaos.Scenarios;

/// <summary>SIGTERM and start of every node, one after another, under load.</summary>
internal sealed class RollingRestart : Scenario
{
    public override string Name => "rolling restart of all nodes";

    public override async Task RunAsync(Stage stage)
    {
        foreach (var node in stage.Shuffled())
        {
            var asked = stage.History.Now;
            var exitCode = await node.TerminateAsync();
            stage.Expect(exitCode == 0, $"{node.Name} ends with 0 on SIGTERM, not with {exitCode}");
            stage.Expect(
                stage.History.Now - asked < 10_000,
                $"{node.Name} ends within 10 s of SIGTERM, not after {(stage.History.Now - asked) / 1000:0.0} s");
            await node.StartAsync();
        }
    }
}
