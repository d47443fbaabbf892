using System.Text.RegularExpressions;

namespace MicroReg.Benchmarks.Reporting;

/// <summary>What was asked for, as it is published.</summary>
internal static partial class CommandLines
{
    /// <summary>What is published names no directories of the machine.</summary>
    public static string WithoutDirectories(string commandLine) =>
        NodePath.Replace(Directories.Replace(commandLine, "$1 DIR"), "$1 NODE_DLL");

    [GeneratedRegex(@"(--output) \S+")]
    private static partial Regex Directories { get; }

    [GeneratedRegex(@"(--against) \S+")]
    private static partial Regex NodePath { get; }
}
