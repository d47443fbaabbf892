using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Profiling.Allocations;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Services;

/// <summary>The first registration of a name: its rate and its CPU in rounds that take turns, then what it allocates.</summary>
internal static class NewNameScenario
{
    public static async Task RunAsync(Driver driver, IReadOnlyList<MeasuredBuild> builds, Report report, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync("register, new names");
        await using var fleet = new Fleet();
        var nodes = new List<ServerProcess>();
        foreach (var build in builds)
            nodes.Add(await fleet.AddAsync(build.StartAsync("new-names", cancel)));
        RegisterTarget[] targets = [.. builds.Zip(nodes, (build, node) => new RegisterTarget(build.Title, driver, node))];
        var rounds = await Rounds.InterleaveAsync(targets, driver.Settings.RegisterRounds, cancel);
        var bytes = new List<double>();
        foreach (var (target, node) in targets.Zip(nodes))
            bytes.Add(await AllocatedAsync(target, node, driver.Settings.WorkDirectory, cancel));

        report.Heading("XML-RPC register of a new name");
        report.Table(
            [.. Show.LoadColumns, "allocated bytes/call", "CPU against the first (range)"],
            rounds.Zip(bytes, (each, allocated) => (string[])
            [
                .. Show.LoadRow(each),
                Show.Count(allocated), Show.Ratio(Spread.OfRatios(each, rounds[0], sample => sample.CpuMicrosecondsPerCall)),
            ]));
    }

    private static async Task<double> AllocatedAsync(RegisterTarget target, ServerProcess node, string directory, CancellationToken cancel)
    {
        await using var recording = new AllocationRecording(node.Id, directory, FormattableString.Invariant($"new-names-{node.Id}"));
        var sample = await target.RecordAsync(recording, cancel);
        return (await recording.ReadAsync(cancel)).Bytes / sample.Calls;
    }
}
