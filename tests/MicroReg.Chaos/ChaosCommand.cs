using System.CommandLine;
using System.Diagnostics;
using MicroReg.Chaos.Scenarios;

namespace MicroReg.Chaos;

/// <summary>Runs scenarios in random order with random extents until the time is over.</summary>
internal static class ChaosCommand
{
    public static RootCommand Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "No scenario begins after this time", DefaultValueFactory = _ => 10 };
        var seed = new Option<int?>("--seed") { Description = "Decides order, extents and writes (default: the time)" };
        var only = new Option<string?>("--only") { Description = "Only scenarios whose name contains this" };
        var once = new Option<double?>("--once") { Description = "Each scenario once, at this extent (0 the shortest, 1 the longest) and with the seed itself: repeats a verdict", HelpName = "EXTENT" };
        var keep = new Option<bool>("--keep") { Description = "Keep the data, the logs and the history of calls of every scenario, and print where" };
        var command = new RootCommand("Does faults to clusters of real nodes and checks that nothing acknowledged is lost.");
        foreach (var option in new Option[] { minutes, seed, only, once, keep })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var scenarios = AllScenarios.List.Where(scenario => scenario.Name.Contains(parsed.GetValue(only) ?? "", StringComparison.OrdinalIgnoreCase)).ToArray();
            var run = new ChaosRun(scenarios, parsed.GetValue(seed) ?? (int)(Stopwatch.GetTimestamp() % 100_000), parsed.GetValue(keep), cancellation);
            return parsed.GetValue(once) is { } extent ? run.OnceAsync(new Extent(extent)) : run.ForAsync(TimeSpan.FromMinutes(parsed.GetValue(minutes)));
        });
        return command;
    }
}
