using System.CommandLine;
using MicroReg.Chaos.Gateways;
using MicroReg.Chaos.Liveness.Faults;
using MicroReg.Chaos.Liveness.Fleets;
using MicroReg.Chaos.Scenarios;

namespace MicroReg.Chaos;

/// <summary>Runs scenarios in random order with random extents until the time is over.</summary>
internal static class ChaosCommand
{
    public static RootCommand Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "No scenario begins after this time", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Decides order, extents and writes", DefaultValueFactory = _ => 1 };
        var only = new Option<string?>("--only") { Description = "Only scenarios whose name contains this" };
        var once = new Option<double?>("--once")
        {
            Description = "Each scenario once, at this extent (0 the shortest, 1 the longest) and with the seed itself: repeats a verdict",
            HelpName = "EXTENT"
        };
        var keep = new Option<bool>("--keep")
        {
            Description = "Keep the data, the logs and the history of calls of every scenario, and print where"
        };
        var command = new RootCommand("Does faults to clusters of real nodes and checks that nothing acknowledged is lost, that the dead "
            + "are found, and that the living are left alone.");
        foreach (var option in new Option[] { minutes, seed, only, once, keep })
            command.Options.Add(option);
        command.Subcommands.Add(EchoService.Command());
        command.Subcommands.Add(GatewayTrial.Command());
        command.Subcommands.Add(ServicesCommand.Create());
        command.SetAction((parsed, cancellation) =>
        {
            var keeps = parsed.GetValue(keep);
            Trial[] trials =
            [
                .. AllScenarios.List.Select(scenario => Trial.Of(scenario, keeps)),
                .. AllFaults.List.Select(scenario => Trial.Of(scenario, keeps))
            ];
            var run = new ChaosRun(
                [.. trials.Where(trial => trial.Name.Contains(parsed.GetValue(only) ?? "", StringComparison.OrdinalIgnoreCase))],
                parsed.GetValue(seed), cancellation);
            return parsed.GetValue(once) is { } extent
                ? run.OnceAsync(new Extent(extent))
                : run.ForAsync(TimeSpan.FromMinutes(parsed.GetValue(minutes)));
        });
        return command;
    }
}
