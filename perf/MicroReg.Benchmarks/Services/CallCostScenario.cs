using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Profiling.Allocations;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Services;

/// <summary>
/// The first registration of a name, a change of status and a lookup: rate and CPU in rounds that take turns, then what a call allocates.
/// </summary>
internal sealed class CallCostScenario(Driver driver, IReadOnlyList<MeasuredBuild> builds, Report report)
{
    private const int Records = 10_000;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var fleet = new Fleet();
        var nodes = new List<ServerProcess>();
        foreach (var build in builds)
        {
            var node = await fleet.AddAsync(build.StartAsync("calls", cancel));
            await driver.RunAsync(
                ServerGroup.Of(node), RegistryRequests.Preload(), RegistryRequests.RegisterCheck, Records,
                driver.Settings.PreloadLimit, cancel);
            nodes.Add(node);
        }

        await MeasureAsync("register of a new name", (title, node) => new RegisterTarget(title, driver, node), nodes, cancel);
        await MeasureAsync("status update", (title, node) => Stored(title, node, Operation.Update), nodes, cancel);
        await MeasureAsync("lookup", (title, node) => Stored(title, node, Operation.Lookup), nodes, cancel);
    }

    private async Task MeasureAsync(
        string what, Func<string, ServerProcess, IRecordedTarget> targetOf, IReadOnlyList<ServerProcess> nodes, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync(what);
        IRecordedTarget[] targets = [.. builds.Zip(nodes, (build, node) => targetOf(build.Title, node))];
        var rounds = await Rounds.InterleaveAsync(targets, driver.Settings.RegisterRounds, cancel);
        var bytes = new List<double>();
        foreach (var (target, node) in targets.Zip(nodes))
            bytes.Add(await AllocatedAsync(target, node, cancel));

        report.Heading($"XML-RPC {what}, beside {Show.Count(Records)} stored instances");
        report.Table(
            [.. Show.LoadColumns, "allocated bytes/call", "CPU against the first (range)"],
            rounds.Zip(bytes, (each, allocated) => (string[])
            [
                .. Show.LoadRow(each),
                Show.Count(allocated), Show.Ratio(Spread.OfRatios(each, rounds[0], sample => sample.CpuMicrosecondsPerCall)),
            ]));
    }

    private async Task<double> AllocatedAsync(IRecordedTarget target, ServerProcess node, CancellationToken cancel)
    {
        await using var recording = new AllocationRecording(
            node.Id, driver.Settings.WorkDirectory, FormattableString.Invariant($"calls-{node.Id}"));
        var sample = await target.RecordAsync(recording, cancel);
        return (await recording.ReadAsync(cancel)).Bytes / sample.Calls;
    }

    private CallTarget Stored(string title, ServerProcess node, Operation operation)
    {
        var numbers = new CallNumbers();
        numbers.Grow(Records);
        return new CallTarget(title, driver, ServerGroup.Of(node), new CallLoad(
            OperationRequests.Of(RegistryCalls.All, operation, numbers), RegistryCalls.All[operation].Check,
            driver.Settings.WarmUpCalls, driver.Settings.StoredRoundCalls, driver.Settings.PhaseLimit));
    }
}
