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
        foreach (var fact in Machine(settings))
            report.Line($"- {fact}");
        report.Line($"- load average before the run {LoadAverage()}");
        report.Line($"- {date}, commit {settings.Commit}, `{settings.CommandLine}`");
        report.Line($"- {Load(settings)}, interleaved; medians, ranges in brackets; ratios are taken round by round");
    }

    /// <summary>What stays the same from run to run on a machine.</summary>
    public static IEnumerable<string> Machine(BenchSettings settings) =>
    [
        $"{CpuModel()}, {Environment.ProcessorCount} cores, {MemoryGiB()} GiB; {RuntimeInformation.OSDescription}, kernel {Kernel()}",
        $"{RuntimeInformation.FrameworkDescription}; data on {FileSystemOf(settings.WorkDirectory)}; load generator and servers share "
            + "the cores",
    ];

    // Other work on the machine shows here; with it the ratios still hold, rates and tails do not.
    public static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static string Load(BenchSettings settings) => settings.Field ? "the method is published with the figures"
        : settings.Health ? $"{settings.Connections} connections; cost of a beat in a closed loop, {settings.LookupRounds} rounds; beats "
            + $"and probes at the pace of the instances, {settings.HealthRounds} rounds"
        : settings.Services ? $"{settings.Connections} connections, closed loop; {settings.RegisterRounds} rounds of registrations"
        : settings.Events ? $"changes in an open loop; {settings.EventRounds} rounds"
        : $"{settings.Connections} connections, closed loop; " + (settings.Cluster
            ? $"{settings.RegisterRounds} rounds of registrations"
            : $"{settings.LookupRounds} rounds of lookups, {settings.RegisterRounds} of registrations");

    private static string CpuModel() => ValueOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    // What comes after the number is whoever built it.
    private static string Kernel() => File.ReadAllText("/proc/sys/kernel/osrelease").Trim().Split('-')[0];

    private static long MemoryGiB() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;

    // Costs of a sync mean nothing without it: on tmpfs it is free.
    private static string FileSystemOf(string directory) => new DriveInfo(directory).DriveFormat;

    private static string? ValueOf(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
