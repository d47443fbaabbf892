using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>
/// <c>register</c> of new names in three nodes: acknowledged by a majority, through one node and through all, and by the
/// node alone; and etcd's put in three servers. All of them take turns in the same rounds.
/// </summary>
internal sealed class MajorityScenario(Driver driver, ServerLauncher launcher)
{
    // Behind the three targets of the registry.
    private const int FirstEtcd = 3;
    private static readonly Budget Rate = Budget.AtLeast(3_000, "/s");
    private static readonly Budget AgainstEtcd = Budget.AtLeast(1, " ×");
    private readonly List<IReadOnlyList<Rounds>> _measured = [];

    public async Task RunAsync(MeasuredCluster cluster, int records, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"register in three nodes, {records} records");
        await using var fleet = new Fleet();
        var size = $"{Show.Count(records)} records";
        var (numbers, nodes) = (new NumberSequence(0), cluster.Processes);
        List<ITarget> targets =
        [
            Register($"majority, at one node, {size}", cluster, new ClusterWrites([nodes[0]], "majority", numbers, records)),
            Register($"majority, spread over three, {size}", cluster, new ClusterWrites(nodes, "majority", numbers, records)),
            Register($"local, at one node, {size}", cluster, new ClusterWrites([nodes[0]], "local", numbers, records)),
        ];
        if (driver.Settings.EtcdPath.Length > 0)
        {
            var etcd = await EtcdCluster.StartAsync(
                launcher, fleet, Path.Combine(driver.Settings.WorkDirectory, $"etcd-{records}"), cancel);
            var puts = new CallLoad(
                RegistryRequests.EtcdPut(new(0)), RegistryRequests.EtcdCheck, driver.Settings.RegisterWarmUpCalls, long.MaxValue,
                driver.Settings.EtcdRound);
            targets.Add(
                new CallTarget($"etcd put, at the leader (beside {size})", driver, new ServerGroup([etcd.Leader], etcd.Members), puts));
            targets.Add(
                new CallTarget($"etcd put, spread over three (beside {size})", driver, new ServerGroup(etcd.Members, etcd.Members), puts));
        }
        _measured.Add(await Rounds.InterleaveAsync(targets, driver.Settings.RegisterRounds, cancel));
    }

    public void Write(Report report)
    {
        report.Heading("Register in three nodes on one machine (new name each call; CPU of all three, until each holds the record)");
        report.Table(Show.LoadColumns, _measured.SelectMany(rounds => rounds.Select(Show.LoadRow)));
        report.Line("");
        report.Line(
            "Every node is `strict`: a register that a majority did not hold on disk in time would be a fault, and counted as an error.");
        if (driver.Settings.EtcdPath.Length > 0)
            report.Line("etcd syncs its disk for each group of puts; the nodes do so with `--set microreg.storage.fsync=always`. It "
                + "holds nothing but what was put; its CPU is that of all three servers.");
        foreach (var majority in _measured.SelectMany(rounds => rounds.Take(2)))
        {
            var rate = majority.Spread(s => s.CallsPerSecond);
            report.Judge($"register, {majority.Name}", $"{Show.Rate(rate)}/s", Rate, rate.Median);
        }
        foreach (var rounds in _measured.Where(rounds => rounds.Count > FirstEtcd))
        {
            JudgeAgainstEtcd(report, rounds[0], rounds[FirstEtcd]);
            JudgeAgainstEtcd(report, rounds[1], rounds[FirstEtcd + 1]);
        }
    }

    private ClusterRegisterTarget Register(string name, MeasuredCluster cluster, ClusterWrites writes) =>
        new(name, driver, cluster, writes);

    private static void JudgeAgainstEtcd(Report report, Rounds registry, Rounds etcd)
    {
        var ratio = Spread.OfRatios(registry, etcd, s => s.CallsPerSecond);
        report.Judge($"register, {registry.Name}, against {etcd.Name}", $"{Show.Ratio(ratio)} ×", AgainstEtcd, ratio.Median);
    }
}
