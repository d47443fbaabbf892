using System.Runtime.InteropServices;

namespace MicroReg.Benchmarks.Servers;

/// <summary>
/// User and system time of another process in nanoseconds, threads that ended included. The figures in /proc/PID/stat
/// come in ticks of 10 ms, which is 4 % of a short round.
/// </summary>
internal static class CpuClock
{
    // From the kernel's posix-timers_types.h: the clock of all scheduled time of a process.
    private const int ProcessScheduledTime = 2;

    public static TimeSpan Read(int processId) => ClockGetTime((~processId << 3) | ProcessScheduledTime, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + new TimeSpan(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : throw new BenchmarkFailedException($"The CPU time of process {processId} cannot be read; has it ended?");

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
