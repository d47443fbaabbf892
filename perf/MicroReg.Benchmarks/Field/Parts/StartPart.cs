using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Parts;

/// <summary>
/// From the start of a process until it serves: empty, and with records on disk (their pages are in the kernel's cache); and
/// its memory, while it is filled and nothing else is asked of it.
/// </summary>
internal sealed class StartPart(Driver driver, ServerLauncher launcher, FieldPlan plan, FieldResults results) : IFieldPart
{
    private int _directories;

    public string Name => "start";

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var server in new StartedAlone(driver, launcher).All(driver.Settings))
            await ClusterBenchmark.AttemptAsync(driver, () => MeasureAsync(server, cancel));
    }

    private async Task MeasureAsync(AloneServer server, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"start and memory: {server.Name}");
        Add(FigureKind.EmptyStart, 0, await TimeAsync(server, _ => TakeDirectory(), cancel));
        var directory = TakeDirectory();
        await using (var process = await server.StartAsync(directory, cancel))
            await FillAsync(server, process, cancel);
        if (server.Keeps)
            Add(FigureKind.FilledStart, plan.ManyRecords, await TimeAsync(server, _ => directory, cancel));
        results.Save();

        void Add(FigureKind kind, int records, IReadOnlyList<double> values) =>
            results.Add(new SingleFigure(Name, kind, server.Name, 1, records, values));
    }

    private async Task<IReadOnlyList<double>> TimeAsync(AloneServer server, Func<int, string> directoryOf, CancellationToken cancel)
    {
        var seconds = new List<double>();
        for (var run = 0; run < plan.StartRuns; run++)
        {
            await using var process = await server.StartAsync(directoryOf(run), cancel);
            seconds.Add(process.TimeToReady.TotalSeconds);
        }
        return seconds;
    }

    private async Task FillAsync(AloneServer server, ServerProcess process, CancellationToken cancel)
    {
        await using var filling = server.Fill(process);
        var stored = 0;
        foreach (var records in plan.CountsForAll.Prepend(0))
        {
            if (records > 0)
                await filling.FillAsync(stored, records, cancel);
            stored = records;
            results.Add(new SingleFigure(Name, FigureKind.Resident, server.Name, 1, records, [process.ResidentBytes / 1048576.0]));
            if (server.Name != ContenderNames.Registry)
                continue;
            using var client = new NodeClient(process);
            var memory = await client.CollectAsync(cancel);
            results.Add(
                new SingleFigure(Name, FigureKind.Heap, server.Name, 1, records, [(memory.ManagedHeap + memory.SqliteCache) / 1048576.0]));
        }
    }

    private string TakeDirectory() => Path.Combine(launcher.Ledger.Directory, $"start-{++_directories}");
}
