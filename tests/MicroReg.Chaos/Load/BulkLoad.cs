using MicroReg.Chaos.Checking;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Load;

/// <summary>Registers many instances as fast as the nodes take them.</summary>
internal static class BulkLoad
{
    private const int InstancesPerService = 10;
    private const int CallsAtATime = 32;

    public static Task RegisterAsync(IReadOnlyList<ClusterNode> nodes, History history, string name, int instances)
    {
        var writers = nodes.Select(node => new Writer(node, history, isShared: false)).ToArray();
        return Parallel.ForEachAsync(
            Enumerable.Range(0, instances),
            new ParallelOptions { MaxDegreeOfParallelism = CallsAtATime },
            async (number, _) => await writers[number % writers.Length].WriteAsync(
                Deed.Register, $"{name}-{number / InstancesPerService}", 10_000 + (number % InstancesPerService),
                new InstanceState(true, 1, "running")));
    }
}
