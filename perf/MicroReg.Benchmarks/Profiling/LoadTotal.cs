using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>All rounds of one load together.</summary>
internal sealed record LoadTotal(long Calls, TimeSpan Elapsed, TimeSpan Cpu)
{
    public static LoadTotal None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    public double CallsPerSecond => Calls / Elapsed.TotalSeconds;

    public double CpuMicrosecondsPerCall => Cpu.TotalMicroseconds / Calls;

    public LoadTotal With(Sample sample) =>
        new(Calls + sample.Calls, Elapsed + sample.Elapsed, Cpu + sample.CpuByServer.Aggregate(TimeSpan.Zero, (sum, cpu) => sum + cpu));

    public LoadTotal With(LoadTotal other) => new(Calls + other.Calls, Elapsed + other.Elapsed, Cpu + other.Cpu);
}
