using System.Diagnostics;
using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Field.Restart;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Parts;

/// <summary>Three nodes restart one after another while clients call: what do those see that use any node that lives?</summary>
internal sealed class RestartPart(Driver driver, ServerLauncher launcher, FieldPlan plan, FieldResults results) : IFieldPart
{
    private const int Nodes = 3;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3);

    public string Name => "restart";

    public async Task RunAsync(CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync("rolling restart");
        var shape = MeasuredCluster.Shape(Nodes, Path.Combine(launcher.Ledger.Directory, "field-restart"));
        await using var cluster = await MeasuredCluster.StartAsync(launcher, shape, cancel);
        await new RegistryStore(driver, cluster).FillAsync(0, plan.CommonRecords, cancel);
        var numbers = new CallNumbers();
        numbers.Grow(plan.CommonRecords);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var load = new RestartLoad([.. cluster.Processes.Select(process => process.Port)], numbers);
        var running = load.RunAsync(end.Token);
        TimeSpan took;
        try
        {
            await Task.Delay(Before, cancel);
            var started = Stopwatch.GetTimestamp();
            foreach (var node in cluster.Nodes.ToArray())
            {
                await cluster.StopAsync(node, cancel);
                await cluster.StartAsync(node.Node, cancel);
                await cluster.CompleteAsync(cancel);
            }
            took = Stopwatch.GetElapsedTime(started);
            await Task.Delay(Before, cancel);
        }
        finally
        {
            await end.CancelAsync();
            await running;
        }
        await cluster.SettleAsync(plan.CommonRecords, cancel);
        if (load.FirstError is { } error)
            await Console.Error.WriteLineAsync($"first call that failed: {error}");
        Add(load, took);
        results.Save();
    }

    private void Add(RestartLoad load, TimeSpan took) => results.Add(
        Figure(FigureKind.RestartSeconds, took.TotalSeconds), Figure(FigureKind.RestartCalls, load.Calls),
        Figure(FigureKind.RestartRetries, load.Retries),
        Figure(FigureKind.RestartErrors, load.Errors), Figure(FigureKind.RestartP99, load.Latencies.Quantile(0.99).TotalMilliseconds),
        Figure(FigureKind.RestartSlowest, load.Latencies.Quantile(1).TotalMilliseconds));

    private SingleFigure Figure(FigureKind kind, double value) =>
        new(Name, kind, ContenderNames.Registry, Nodes, plan.CommonRecords, [value]);
}
