using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Parts;

/// <summary>A new, empty node beside two that hold the records, from the start of its process until it serves them.</summary>
internal sealed class JoinPart(Driver driver, ServerLauncher launcher, FieldPlan plan, FieldResults results) : IFieldPart
{
    private const int There = 2;

    public string Name => "join";

    public async Task RunAsync(CancellationToken cancel)
    {
        var directory = Path.Combine(launcher.Ledger.Directory, "field-join");
        await using var cluster = await MeasuredCluster.StartAsync(launcher, MeasuredCluster.Shape(There, directory), cancel);
        await new RegistryStore(driver, cluster).FillAsync(0, plan.ManyRecords, cancel);
        var seconds = new List<double>();
        for (var run = 1; run <= plan.StartRuns; run++)
        {
            await Console.Error.WriteLineAsync($"join {run} of {plan.StartRuns}");
            var node = await cluster.AddNodeAsync();
            using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var watching = Arrival.WatchAsync(node, giveUp.Token);
            try
            {
                await cluster.StartAsync(node, cancel);
            }
            catch
            {
                await giveUp.CancelAsync();
                throw;
            }
            seconds.Add((await watching).Ready.TotalSeconds);
            await cluster.SettleAsync(plan.ManyRecords, cancel);
            await cluster.CompleteAsync(cancel);
            await cluster.StopLastAsync(cancel);
        }
        results.Add(new SingleFigure(Name, FigureKind.Join, ContenderNames.Registry, There + 1, plan.ManyRecords, seconds));
        results.Save();
    }
}
