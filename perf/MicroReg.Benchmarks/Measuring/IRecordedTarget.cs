using MicroReg.Benchmarks.Profiling;

namespace MicroReg.Benchmarks.Measuring;

/// <summary>A load that can be watched from outside while it runs.</summary>
internal interface IRecordedTarget : ITarget
{
    /// <summary>A round that is recorded.</summary>
    Task<Sample> RecordAsync(IRecording recording, CancellationToken cancel);
}
