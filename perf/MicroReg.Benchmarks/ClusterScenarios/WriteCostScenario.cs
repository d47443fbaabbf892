using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>What one majority-acknowledged register costs as the cluster grows; all calls go to one node.</summary>
internal sealed class WriteCostScenario(Driver driver, ServerLauncher launcher)
{
    private readonly List<WriteCost> _costs = [];

    public IReadOnlyList<WriteCost> Costs => _costs;

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var nodes in driver.Settings.NodeCounts)
        {
            await Console.Error.WriteLineAsync($"cost of a write, nodes: {nodes}");
            var shape = MeasuredCluster.Shape(nodes, Path.Combine(driver.Settings.WorkDirectory, $"cost-{nodes}"));
            await using var cluster = await MeasuredCluster.StartAsync(launcher, shape, cancel);
            var writes = new ClusterWrites([cluster.Processes[0]], "majority", new NumberSequence(0), Records: 0);
            var target = new ClusterRegisterTarget($"{nodes}", driver, cluster, writes);
            var rounds = await Rounds.InterleaveAsync([target], driver.Settings.RegisterRounds, cancel);
            _costs.Add(new WriteCost(nodes, rounds[0]));
            await StepCheck.RunAsync(driver, cluster, cancel);
        }
    }

    public void Write(Report report)
    {
        report.Heading("Cost of a majority register as the cluster grows (all calls at one node; until every node holds the record)");
        report.Table(
            [
                "nodes",
                "calls/s (range)",
                "p50 ms",
                "p99 ms",
                "CPU µs, all nodes (range)",
                "writing node",
                "each other node",
                "bytes between nodes"
            ],
            _costs.Select(cost => (string[])
            [
                Show.Count(cost.Nodes), Show.Rate(cost.Rounds.Spread(s => s.CallsPerSecond)),
                Show.Median(cost.Rounds, s => s.P50.TotalMilliseconds), Show.Median(cost.Rounds, s => s.P99.TotalMilliseconds),
                Show.Ratio(cost.Rounds.Spread(s => s.CpuMicrosecondsPerCall)), Show.Number(cost.Writing),
                cost.Nodes > 1 ? Show.Number(cost.EachOther) : "–",
                cost.WireBytes is { } bytes ? Show.Count(bytes) : "–",
            ]));
        report.Line("");
        report.Line("Bytes: payload of the TCP connections between nodes in both directions, acknowledgements, gossip and heartbeats "
            + "included, as the kernel counts it for each connection. What the nodes spend on being a cluster at all is in the CPU.");
    }
}
