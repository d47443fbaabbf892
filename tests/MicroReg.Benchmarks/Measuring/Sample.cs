namespace MicroReg.Benchmarks.Measuring;

/// <summary>One round against one server.</summary>
internal sealed record Sample(long Calls, TimeSpan Elapsed, TimeSpan ServerCpu, TimeSpan GeneratorCpu, TimeSpan P50, TimeSpan P99)
{
    public double CallsPerSecond => Calls / Elapsed.TotalSeconds;

    public double CpuMicrosecondsPerCall => ServerCpu.TotalMicroseconds / Calls;

    public double GeneratorMicrosecondsPerCall => GeneratorCpu.TotalMicroseconds / Calls;
}
