using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>What a register costs in a cluster of a given size: medians over the rounds.</summary>
internal sealed record WriteCost(int Nodes, Rounds Rounds)
{
    /// <summary>CPU of all nodes, µs.</summary>
    public double All => Rounds.Spread(s => s.CpuMicrosecondsPerCall).Median;

    /// <summary>CPU of the node that takes the call, µs.</summary>
    public double Writing => Rounds.Spread(s => s.FirstServerMicrosecondsPerCall).Median;

    /// <summary>CPU of each of the others, µs.</summary>
    public double EachOther => Nodes == 1 ? 0 : (All - Writing) / (Nodes - 1);

    /// <summary>Bytes between nodes; null where it could not be measured.</summary>
    public double? WireBytes =>
        Rounds.Samples.Any(s => s.WireBytesPerCall is null) ? null : Rounds.Spread(s => s.WireBytesPerCall!.Value).Median;
}
