using System.Globalization;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>How a node is started so that a sample of its stacks can be read.</summary>
internal static class ProfiledEnvironment
{
    // The same collector as the runtime's own, in a library of its own: that is how its time is told from the runtime's.
    private const string CollectorLibrary = "libclrgcexp.so";

    public static IReadOnlyDictionary<string, string> Variables { get; } = Create();

    public static bool HasOwnCollector => Variables.ContainsKey("DOTNET_GCName");

    /// <summary>Where the runtime writes the names, and perf looks for them.</summary>
    public static string MapOf(int processId) => string.Create(CultureInfo.InvariantCulture, $"/tmp/perf-{processId}.map");

    private static Dictionary<string, string> Create()
    {
        var variables = new Dictionary<string, string>
        {
            ["DOTNET_PerfMapEnabled"] = "1",
            // With it compiled code is in a file that is mapped twice, which perf takes for a library without names.
            ["DOTNET_EnableWriteXorExecute"] = "0",
        };
        if (File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, CollectorLibrary)))
            variables["DOTNET_GCName"] = CollectorLibrary;
        return variables;
    }
}
