using System.Globalization;
using MicroReg.Benchmarks.Profiling.Sampling;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Profiling.Publishing;

/// <summary>The page that is kept with a result.</summary>
internal static class ProfilePage
{
    public static string Write(
        BenchSettings settings, ProfilePlan plan, IReadOnlyList<NodeBuild> builds, IReadOnlyList<OperationProfile> profiles)
    {
        var report = new Report();
        report.Line("# Where the time goes");
        report.Line("");
        report.Line("Written by `scripts/bench.sh --profile`; not by hand.");
        WriteFacts(report, settings, plan, builds);
        foreach (var profile in profiles)
            OperationSection.Write(report, profile);
        WriteMethod(report, plan);
        return report.ToString();
    }

    private static void WriteFacts(Report report, BenchSettings settings, ProfilePlan plan, IReadOnlyList<NodeBuild> builds)
    {
        report.Heading("Machine and run");
        foreach (var fact in RunFacts.Machine(settings))
            report.Line($"- {fact}");
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var commits = builds.Select(build => builds.Count == 1 ? $"commit {build.Commit}" : $"{build.Name}: commit {build.Commit}");
        report.Line($"- {date}, {string.Join(", ", commits)}, load average {RunFacts.LoadAverage()}, "
            + $"`{CommandLines.WithoutDirectories(settings.CommandLine)}`");
        report.Line($"- {Show.Count(plan.Records)} stored instances, {settings.Connections} connections in a closed loop, one "
            + $"node{(builds.Count == 1 ? "" : " of each build; they take turns, and both run throughout")}");
    }

    private static void WriteMethod(Report report, ProfilePlan plan)
    {
        report.Heading("Method, and its limits");
        var ownCollector = ProfiledEnvironment.HasOwnCollector
            ? " and has its collector as a library of its own (`DOTNET_GCName`), so that it can be told apart"
            : "";
        string[] lines =
        [
            $"The CPU: after {plan.WarmUp.TotalSeconds:0.#} s of the same load, `perf record -F {PerfRecording.Frequency} -g` samples "
                + $"the node for {(plan.CpuTurn * plan.Turns).TotalSeconds:0.#} s of load. The area of a sample is that of the function "
                + "that ran, in its own right; µs/op is its share of the server's CPU time for an operation, which the kernel's clock of "
                + "the process tells. A share of 1 % of 5,000 samples is right to about 0.15 points.",
            $"What is registered is taken back after every {Show.Count(plan.MostNewNames)} names; that is neither sampled nor counted.",
            "What the kernel was at is told by its innermost function that has a purpose. Waking a thread that waits for a socket is "
            + "waking. On loopback the thread that sends does the receiver's part, too, so some of this is work for the load generator. "
            + "The kernel is not sampled where it lets nothing interrupt it: that time is seen right after, in functions such as "
            + "`finish_task_switch` and `_raw_spin_unlock_irqrestore`.",
            "Copies and locks of libc belong to the library that asked for them, if the stack tells. Stacks end in libraries that keep "
            + "no frame pointers (SQLite): the time until a method returns is too little where it calls them. What the collector takes "
            + "is an area of its own, and left out of the methods that it interrupts, because it meets whoever allocates at that moment.",
            "A method that the compiler has put into its caller is counted with its caller. Generic methods are counted for all their "
            + "type arguments together. libcoreclr, the collector and the JIT tell no names of functions, nor does code that was "
            + "compiled ahead and never again: of these only the file is known, which gives the area. They are what is without a name.",
            $"The node writes a map of its compiled methods (`DOTNET_PerfMapEnabled=1`, "
                + $"`DOTNET_EnableWriteXorExecute=0`){ownCollector}; that, and the samples, make it slower than a node that is measured. "
                + "Rates here are no benchmark figures.",
            $"Allocations: {(plan.AllocationTurn * plan.Turns).TotalSeconds:0.#} s of the same load afterwards, without perf, with the "
                + "events of the runtime's collector read from outside. The bytes are counted; their types are a sample, that of the "
                + "object which fills each hundred kilobytes.",
        ];
        foreach (var line in lines)
            report.Line($"- {line}");
    }
}
