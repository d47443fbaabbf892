using MicroReg.Benchmarks.Profiling.Sampling;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>How functions are called in what is published.</summary>
internal static class FrameText
{
    /// <summary>How those begin of which no more is known than the file.</summary>
    public const string Nameless = "(without a name)";

    public static string Of(Frame frame) =>
        ManagedName.Parse(frame.Symbol) is { } name ? name.Text
        : frame.Symbol == Frame.NoSymbol ? $"{Nameless} in {WithoutNumber(frame.FileName)}"
        : frame.IsKernel ? $"{frame.Symbol} (kernel)"
        : frame.Symbol.StartsWith("stub", StringComparison.Ordinal) ? $"{frame.Symbol} (runtime)"
        : $"{frame.Symbol} ({WithoutNumber(frame.FileName)})";

    // The map is named after the process.
    private static string WithoutNumber(string file) => file.StartsWith("perf-", StringComparison.Ordinal) ? "compiled code" : file;
}
