using System.Diagnostics;
using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Parts;

/// <summary>
/// What servers take of a core while nobody calls; all of them in the same windows of time, beside an empty cluster node.
/// </summary>
internal sealed class IdleWindows(ServerLauncher launcher, FieldPlan plan, FieldResults results, string part)
{
    public async Task RunAsync(IReadOnlyList<IContender> contenders, int records, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"idle, {plan.IdleWindows} windows");
        await using var fleet = new Fleet();
        var bare = await fleet.AddAsync(launcher.StartBareMemberAsync(0, cancel));
        await Task.Delay(plan.IdleSettling, cancel);
        (string Name, ServerProcess Server)[] servers =
        [
            // Those that share a server would be shown twice.
            .. contenders.Select(contender => (contender.Name, contender.Servers[0])).DistinctBy(pair => pair.Item2),
            (ContenderNames.BareCluster, bare),
        ];
        var percents = servers.Select(_ => new List<double>()).ToArray();
        for (var window = 0; window < plan.IdleWindows; window++)
        {
            var before = servers.Select(each => each.Server.CpuTime).ToArray();
            var started = Stopwatch.GetTimestamp();
            await Task.Delay(plan.IdleWindow, cancel);
            var elapsed = Stopwatch.GetElapsedTime(started);
            for (var i = 0; i < servers.Length; i++)
                percents[i].Add(100 * (servers[i].Server.CpuTime - before[i]) / elapsed);
        }
        results.Add(servers.Select((each, i) => new SingleFigure(part, FigureKind.Idle, each.Name, 1, records, percents[i])));
    }
}
