using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Profiling.Allocations;
using MicroReg.Benchmarks.Profiling.Sampling;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>
/// Profiles one operation on all builds in turn: first the CPU, then what is allocated, so that neither disturbs the other.
/// </summary>
internal sealed class OperationProfiler(Driver driver, ProfilePlan plan, ProcessLedger ledger, IReadOnlyList<ProfiledNode> nodes)
{
    public async Task<OperationProfile> RunAsync(Operation operation, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"profiling: {OperationText.Title(operation)}");
        foreach (var node in nodes)
            await node.LoadAsync(operation, plan.MostNewNames, plan.WarmUp, null, cancel);
        var cpu = await SampleAsync(operation, cancel);
        var allocations = await AllocateAsync(operation, cancel);
        return new OperationProfile(operation,
            [.. nodes.Select(
                (node, i) => new NodeProfile(node.Commit, cpu[i].Load, cpu[i].Profile, allocations[i].Load, allocations[i].Profile))]);
    }

    private async Task<IReadOnlyList<(LoadTotal Load, CpuProfile Profile)>> SampleAsync(Operation operation, CancellationToken cancel)
    {
        await using var recordings = new Recordings<PerfRecording>(
            nodes.Select(node => PerfRecording.Start(driver.Settings.PerfPath, node.Process.Id, ledger, NameOf(operation, node))));
        var loads = await TakeTurnsAsync(operation, plan.CpuTurn, [.. recordings.All], cancel);
        var profiles = new List<(LoadTotal, CpuProfile)>();
        foreach (var (load, recording) in loads.Zip(recordings.All))
            profiles.Add((load, await recording.ReadAsync(cancel)));
        return profiles;
    }

    private async Task<IReadOnlyList<(LoadTotal Load, AllocationProfile Profile)>> AllocateAsync(
        Operation operation, CancellationToken cancel)
    {
        await using var recordings = new Recordings<AllocationRecording>(
            nodes.Select(node => new AllocationRecording(node.Process.Id, ledger.Directory, NameOf(operation, node))));
        var loads = await TakeTurnsAsync(operation, plan.AllocationTurn, [.. recordings.All], cancel);
        var profiles = new List<(LoadTotal, AllocationProfile)>();
        foreach (var (load, recording) in loads.Zip(recordings.All))
            profiles.Add((load, await recording.ReadAsync(cancel)));
        return profiles;
    }

    private async Task<LoadTotal[]> TakeTurnsAsync(
        Operation operation, TimeSpan turn, IReadOnlyList<IRecording> recordings, CancellationToken cancel)
    {
        var loads = nodes.Select(_ => LoadTotal.None).ToArray();
        for (var i = 0; i < plan.Turns * nodes.Count; i++)
        {
            var node = i % nodes.Count;
            loads[node] = loads[node].With(await nodes[node].LoadAsync(operation, plan.MostNewNames, turn, recordings[node], cancel));
        }
        return loads;
    }

    private static string NameOf(Operation operation, ProfiledNode node) =>
        FormattableString.Invariant($"{OperationText.FileName(operation)}-{node.Process.Id}");
}
