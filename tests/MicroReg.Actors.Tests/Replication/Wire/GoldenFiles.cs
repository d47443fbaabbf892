using System.Text;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>The kept bytes, as hexadecimal text of 32 bytes a line.</summary>
internal static class GoldenFiles
{
    /// <summary>Set to "write", this environment variable makes the tests write the files that they else compare with.</summary>
    public const string Switch = "MICROREG_GOLDEN";

    public static string Root { get; } = FindRoot();

    public static string Golden { get; } = Path.Combine(Root, "tests", "MicroReg.Actors.Tests", "Replication", "Wire", "golden");

    public static string V1(string name) => Path.Combine(Golden, "v1", name);

    public static string V2(string name) => Path.Combine(Golden, "v2", name);

    public static string V3(string name) => Path.Combine(Golden, "v3", name);

    public static string V4(string name) => Path.Combine(Golden, "v4", name);

    public static string V5(string name) => Path.Combine(Golden, "v5", name);

    public static string V6(string name) => Path.Combine(Golden, "v6", name);

    public static byte[] ReadHex(string path) => Convert.FromHexString(string.Concat(File.ReadAllLines(path)));

    public static void WriteHex(string path, byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (var line in bytes.Chunk(32))
            text.Append(Convert.ToHexStringLower(line)).Append('\n');
        File.WriteAllText(path, text.ToString());
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "MicroReg.Actors.sln")))
                return directory.FullName;
        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }
}
