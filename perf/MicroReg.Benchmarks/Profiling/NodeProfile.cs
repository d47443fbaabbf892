using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Profiling.Allocations;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>One operation on one build of the node.</summary>
internal sealed record NodeProfile(string Name, LoadTotal CpuLoad, CpuProfile Cpu, LoadTotal AllocationLoad, AllocationProfile Allocations)
{
    public double BytesPerCall => Allocations.Bytes / AllocationLoad.Calls;

    public double PausedShare => Allocations.Paused / AllocationLoad.Elapsed;
}

/// <summary>One operation on all builds that are compared: before, after; or on one.</summary>
internal sealed record OperationProfile(Operation Operation, IReadOnlyList<NodeProfile> Nodes);
