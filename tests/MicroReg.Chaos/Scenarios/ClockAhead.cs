using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>The clock of one node is ten minutes ahead of two that agree: it refuses writes, the others go on.</summary>
internal sealed class ClockAhead : Scenario
{
    private const string Setting = "microreg.diagnostics.clock-offset=10m";

    public override string Name => "clock ten minutes ahead on one node";

    public override async Task RunAsync(Stage stage)
    {
        var victim = stage.AnyNode();
        await victim.TerminateAsync();
        victim.Settings.Add(Setting);
        await victim.StartAsync();
        await Patience.UntilAsync(
            async () => await NodeStatus.AskAsync(victim) is { AcceptsWrites: false }, Patience.Limit, $"{victim.Name} refuses writes");

        var refused = stage.History.Now;
        await stage.LastAsync(stage.Extent.Seconds(2, 15), stage.AllBut(victim));
        // What changes nothing, such as to unregister what is not there, is no write and may be answered.
        var writes = stage.WritesSince(refused, victim).Where(write => write.WasThere).ToArray();
        stage.Expect(
            writes.Length > 0 && writes.All(write => write.Outcome is CallOutcome.Fault),
            $"{victim.Name} refuses all of {writes.Length} writes");
        stage.Expect(writes.All(write => write.Detail.StartsWith("503", StringComparison.Ordinal)), "the refusal is fault 503");

        await victim.TerminateAsync();
        victim.Settings.Remove(Setting);
        await victim.StartAsync();
    }
}
