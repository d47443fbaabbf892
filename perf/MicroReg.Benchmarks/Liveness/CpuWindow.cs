using System.Diagnostics;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>The CPU time of a server from a moment on, as a share of one core.</summary>
internal readonly struct CpuWindow(ServerProcess server)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _before = server.CpuTime;

    /// <summary>The share since then, in per cent.</summary>
    public double Percent => 100 * (server.CpuTime - _before) / Stopwatch.GetElapsedTime(_started);
}
