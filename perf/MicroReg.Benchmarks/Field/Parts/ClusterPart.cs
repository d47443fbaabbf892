using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Parts;

/// <summary>Every operation with three servers of each that can be several, spread over them, and with five of MicroReg.</summary>
internal sealed class ClusterPart(Driver driver, ServerLauncher launcher, FieldPlan plan, FieldResults results) : IFieldPart
{
    private const int Few = 3;
    private const int More = 5;

    public string Name => "cluster";

    public async Task RunAsync(CancellationToken cancel)
    {
        await RunAsync(Few, withPeers: true, cancel);
        await RunAsync(More, withPeers: false, cancel);
    }

    private async Task RunAsync(int nodes, bool withPeers, CancellationToken cancel)
    {
        await using var fleet = new Fleet();
        await using var started = new StartedContenders(driver, results, Name);
        var start = new ContenderLauncher(driver, launcher, results, fleet);
        await started.AddAsync(ContenderNames.Registry, () => start.RegistryAsync(nodes, synced: false, cancel));
        if (withPeers && driver.Settings.EtcdPath.Length > 0)
            await started.AddAllAsync("etcd", () => start.EtcdAsync(nodes, cancel));
        if (withPeers && driver.Settings.ZooKeeperPath.Length > 0)
            await started.AddAsync(ContenderNames.ZooKeeper, () => start.ZooKeeperAsync(nodes, cancel));
        await started.FillAsync(plan.CommonRecords, cancel);
        var turns = new Turns(driver, plan, results);
        foreach (var operation in Enum.GetValues<Operation>())
        {
            await turns.RunAsync(Name, operation, started.All, plan.CommonRecords, cancel);
            results.Save();
        }
    }
}
