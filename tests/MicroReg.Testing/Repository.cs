namespace MicroReg.Testing;

/// <summary>The checkout in which the tests run: its examples and documents are tested, too.</summary>
public static class Repository
{
    private const string Solution = "MicroReg.Actors.sln";

    public static string Root { get; } = Find();

    /// <summary>A file of it.</summary>
    public static string File(params ReadOnlySpan<string> path) => Path.Combine([Root, .. path]);

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(directory.FullName, Solution)))
                return directory.FullName;
        }

        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }
}
