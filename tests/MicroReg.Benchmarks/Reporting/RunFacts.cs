using System.Globalization;
using System.Runtime.InteropServices;

namespace MicroReg.Benchmarks.Reporting;

/// <summary>Without these no figure can be compared with another day's.</summary>
internal static class RunFacts
{
    public static void Write(Report report, BenchSettings settings)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        report.Line("## MicroReg benchmark");
        report.Line("");
        report.Line($"- {CpuModel()}, {Environment.ProcessorCount} cores, {MemoryGiB()} GiB; {RuntimeInformation.OSDescription}");
        report.Line($"- {RuntimeInformation.FrameworkDescription}; data on {FileSystemOf(settings.WorkDirectory)}; load generator and servers share the cores; load average before the run {LoadAverage()}");
        report.Line($"- {date}, commit {settings.Commit}, `{settings.CommandLine}`");
        report.Line($"- {settings.Connections} connections, closed loop; {Rounds(settings)}, interleaved; medians, ranges in brackets; ratios are taken round by round");
    }

    private static string Rounds(BenchSettings settings) => settings.Cluster
        ? $"{settings.RegisterRounds} rounds of registrations"
        : $"{settings.LookupRounds} rounds of lookups, {settings.RegisterRounds} of registrations";

    private static string CpuModel() => ValueOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static long MemoryGiB() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;

    // Other work on the machine shows here; with it the ratios still hold, rates and tails do not.
    private static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    // Costs of a sync mean nothing without it: on tmpfs it is free.
    private static string FileSystemOf(string directory) => new DriveInfo(directory).DriveFormat;

    private static string? ValueOf(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
