namespace MicroReg.Benchmarks.Profiling.Sampling;

/// <summary>One function on a stack.</summary>
/// <param name="Symbol">As perf prints it; <see cref="NoSymbol"/> if the library tells none.</param>
/// <param name="Library">The file that holds its code, or what perf says instead.</param>
internal readonly record struct Frame(string Symbol, string Library)
{
    public const string NoSymbol = "[unknown]";

    public bool IsKernel =>
        Library.StartsWith("[kernel", StringComparison.Ordinal) || Library.StartsWith("[guest.kernel", StringComparison.Ordinal)
            || Library.EndsWith(".ko", StringComparison.Ordinal) || Library.EndsWith(".ko.xz", StringComparison.Ordinal);

    /// <summary>Of the library, without its directory.</summary>
    public string FileName => Library[(Library.LastIndexOf('/') + 1)..];
}
