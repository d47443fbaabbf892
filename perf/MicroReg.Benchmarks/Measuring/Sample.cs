namespace MicroReg.Benchmarks.Measuring;

/// <summary>One round against one server, or several that work together.</summary>
internal sealed record Sample(
    long Calls, TimeSpan Elapsed, IReadOnlyList<TimeSpan> CpuByServer, TimeSpan GeneratorCpu, TimeSpan P50, TimeSpan P99)
{
    public double CallsPerSecond => Calls / Elapsed.TotalSeconds;

    public double CpuMicrosecondsPerCall => CpuByServer.Sum(cpu => cpu.TotalMicroseconds) / Calls;

    /// <summary>The share of the first of the servers.</summary>
    public double FirstServerMicrosecondsPerCall => CpuByServer[0].TotalMicroseconds / Calls;

    /// <summary>Bytes that the servers sent each other for a call; null if it was not measured.</summary>
    public double? WireBytesPerCall { get; init; }

    public double GeneratorMicrosecondsPerCall => GeneratorCpu.TotalMicroseconds / Calls;
}
