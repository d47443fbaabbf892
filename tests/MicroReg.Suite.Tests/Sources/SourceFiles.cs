namespace MicroReg.Suite.Tests.Sources;

/// <summary>The C# files of the repository, without generated ones.</summary>
internal static class SourceFiles
{
    /// <summary>Those below a folder of the repository.</summary>
    public static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsGenerated(Path.GetRelativePath(Repository.PathOf(folder), file)));

    private static bool IsGenerated(string file) => file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");
}
