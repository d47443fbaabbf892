using MicroReg.Benchmarks.Profiling.Sampling;

namespace MicroReg.Benchmarks.Tests.Profiling;

/// <summary>A few samples as perf prints them, shortened.</summary>
internal static class SampleText
{
    public const string Find =
        "instance bool [System.Collections.Concurrent] "
        + "System.Collections.Concurrent.ConcurrentDictionary`2[System.__Canon,System.__Canon]::TryGetValue(!0,!1&)[OptimizedTier1]";

    public const string Receive = "instance bool [Akka] Akka.Actor.UntypedActor::Receive(object)[OptimizedTier1]";

    public const string Probe =
        "instance class [System.Runtime]System.Threading.Tasks.Task`1<class MicroReg.Actors.Health.HealthActor/Probed> [MicroReg.Actors] "
        + "MicroReg.Actors.Health.HealthActor::ProbeAsync(class [MicroReg.Domain]MicroReg.Domain.Health.ProbeJob)[OptimizedTier1]";

    public const string Machine =
        "instance void [MicroReg.Actors] MicroReg.Actors.Health.HealthActor+<ProbeAsync>d__20::MoveNext()[OptimizedTier1]";

    public const string Page = $"""
        microreg-journa 28448{" "}
        	ffffffff81591f22 filemap_get_entry ([kernel.kallsyms])
        	ffffffff816bb5ef vfs_write ([kernel.kallsyms])
        	           f64c7 __libc_pwrite (/usr/lib/x86_64-linux-gnu/libc.so.6)

        .NET TP Worker 32539{" "}
        	    7f088849a61a {Find} (/tmp/perf-32460.map)
        	    7f08884a4575 {Probe} (/tmp/perf-32460.map)
        	    7f08878292fe {Receive} (/tmp/perf-32460.map)
        	    7f08878292ff {Receive} (/tmp/perf-32460.map)
        	          246460 [unknown] (/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.12/System.Private.CoreLib.dll)

        .NET TP Worker 32540{" "}
        	         19c7be7 [unknown] (/memfd:doublemapper (deleted))

        """;

    public static IReadOnlyList<StackSample> Samples { get; } = [.. PerfScriptReader.Read(new StringReader(Page))];
}
