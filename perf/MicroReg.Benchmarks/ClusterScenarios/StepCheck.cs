using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>After a scenario every node must see all of them, and no comparison may have found or mended a difference.</summary>
internal static class StepCheck
{
    public static async Task RunAsync(Driver driver, NodeCluster cluster, CancellationToken cancel)
    {
        await cluster.CompleteAsync(cancel);
        foreach (var node in cluster.Nodes)
        {
            if (await node.Client.ClusterAsync(cancel) is { IsInStep: false } answer)
                driver.Fail($"{node.Place.Name} is out of step, or was: {answer}");
        }
    }
}
