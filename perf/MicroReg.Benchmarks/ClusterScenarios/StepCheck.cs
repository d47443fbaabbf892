using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Testing.Nodes;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>After a scenario every node must see all of them, and no comparison may have found or mended a difference.</summary>
internal static class StepCheck
{
    public static async Task RunAsync(Driver driver, MeasuredCluster cluster, CancellationToken cancel)
    {
        await cluster.CompleteAsync(cancel);
        foreach (var node in cluster.Nodes)
        {
            var status = await NodeStatus.AskAsync(node.Node);
            if (status?.IsInStep != true)
                driver.Fail($"{node.Node.Name} is out of step, or was: {status}");
        }
    }
}
