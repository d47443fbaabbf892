using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Parts;

/// <summary>
/// Every operation with one server of each, at growing counts of records; and what they take of a core when nobody calls.
/// All of them run throughout, which is why that is shown.
/// </summary>
internal sealed class CallsPart(Driver driver, ServerLauncher launcher, FieldPlan plan, FieldResults results) : IFieldPart
{
    public string Name => "calls";

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var fleet = new Fleet();
        await using var started = new StartedContenders(driver, results, Name);
        var start = new ContenderLauncher(driver, launcher, results, fleet);
        await StartAsync(started, start, cancel);
        var turns = new Turns(driver, plan, results);
        foreach (var records in driver.Settings.Records)
        {
            if (records > FieldPlan.MostForAll && plan.IsLate)
            {
                results.Miss(Name, $"{records} instances", "The machine was too slow for them in this run.");
                break;
            }
            await started.FillAsync(records, cancel);
            if (records > FieldPlan.MostForAll)
                await AddMemoryAsync(started, start, records, cancel);
            results.Save();
            foreach (var operation in Enum.GetValues<Operation>())
            {
                await turns.RunAsync(Name, operation, started.All, records, cancel);
                results.Save();
            }
            if (records == plan.ManyRecords)
                await new IdleWindows(launcher, plan, results, Name).RunAsync(started.All, records, cancel);
            results.Save();
        }
    }

    private async Task StartAsync(StartedContenders started, ContenderLauncher start, CancellationToken cancel)
    {
        await started.AddAsync(ContenderNames.Registry, () => start.RegistryAsync(1, synced: false, cancel));
        await started.AddAsync(ContenderNames.Synced, () => start.RegistryAsync(1, synced: true, cancel));
        if (driver.Settings.EtcdPath.Length > 0)
            await started.AddAllAsync("etcd", () => start.EtcdAsync(1, cancel));
        else
            results.Miss(Name, "etcd", "Its package could not be had on this machine.");
        if (driver.Settings.ZooKeeperPath.Length > 0)
            await started.AddAsync(ContenderNames.ZooKeeper, () => start.ZooKeeperAsync(1, cancel));
        else
            results.Miss(Name, "ZooKeeper", "Its packages, or a JDK, could not be had on this machine.");
        await started.AddAsync(ContenderNames.Dictionary, () => start.DictionaryAsync(cancel));
        if (driver.Settings.RosMasterPath.Length > 0)
            await started.AddAsync(ContenderNames.RosMaster, () => start.RosMasterAsync(cancel));
        else
            results.Miss(Name, "rosmaster", "Its packages could not be had on this machine.");
        await started.AddAsync(ContenderNames.Floor, () => start.FloorAsync(LookupAnswerBytes, cancel));
    }

    /// <summary>What MicroReg answers to a lookup of the stored records.</summary>
    private static int LookupAnswerBytes { get; } = System.Text.Encoding.ASCII.GetByteCount(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><methodResponse><params><param>"
            + XmlRpcText.Array(XmlRpcText.Text("127.0.0.1"), XmlRpcText.Int("20000"))
        + "</param></params></methodResponse>");

    // Of fewer records memory is measured without other traffic, in the part that starts servers.
    private async Task AddMemoryAsync(StartedContenders started, ContenderLauncher start, int records, CancellationToken cancel)
    {
        foreach (var contender in started.All.Where(
            contender => contender.MostRecords >= records && contender.Name is not (ContenderNames.EtcdGateway or ContenderNames.Floor)))
            results.Add(new SingleFigure(
                Name,
                FigureKind.Resident,
                contender.Name == ContenderNames.EtcdGrpc ? "etcd" : contender.Name,
                1,
                records,
                [contender.Servers[0].ResidentBytes / 1048576.0]));
        if (!start.Clusters.TryGetValue($"{ContenderNames.Registry}/1", out MeasuredCluster? cluster))
            return;
        var memory = await cluster.Nodes[0].Client.CollectAsync(cancel);
        results.Add(new SingleFigure(
            Name, FigureKind.Heap, ContenderNames.Registry, 1, records, [(memory.ManagedHeap + memory.SqliteCache) / 1048576.0]));
    }
}
