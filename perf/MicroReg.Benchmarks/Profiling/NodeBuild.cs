using System.Diagnostics;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>A build of the node that is profiled.</summary>
/// <param name="Name">"before" or "after"; for one alone "after".</param>
/// <param name="Path">Of its executable or dll.</param>
/// <param name="Commit">It was built from.</param>
internal sealed record NodeBuild(string Name, string Path, string Commit)
{
    private const int ShortHash = 7;

    /// <summary>The one to compare with, if there is one, then the one that this commit has built.</summary>
    public static IReadOnlyList<NodeBuild> Of(BenchSettings settings) =>
    [
        .. settings.AgainstPath is { } against ? new[] { new NodeBuild("before", against, CommitOf(against)) } : [],
        new NodeBuild("after", settings.NodePath, settings.Commit),
    ];

    // The compiler notes it behind the version.
    private static string CommitOf(string path)
    {
        var version = FileVersionInfo.GetVersionInfo(System.IO.Path.ChangeExtension(path, ".dll")).ProductVersion ?? "";
        var hash = version.IndexOf('+', StringComparison.Ordinal) + 1;
        return hash > 0 && version.Length >= hash + ShortHash ? version.Substring(hash, ShortHash) : "unknown";
    }
}
