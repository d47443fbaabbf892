using System.Runtime.CompilerServices;
using System.Text;

namespace MicroReg.Edge.Tests.Reference;

/// <summary>A page of docs/reference, which is written by scripts/reference.sh.</summary>
internal static class ReferencePage
{
    private const string Command = "scripts/reference.sh";

    private static bool IsToBeWritten => Environment.GetEnvironmentVariable("MICROREG_WRITE_REFERENCE") == "1";

    /// <summary>Fails if the page is not what it should be; writes it instead if the command runs this.</summary>
    public static void AssertCurrent(string name, string content)
    {
        var path = Path.Combine(Root(), "docs", "reference", name);
        if (IsToBeWritten)
            File.WriteAllText(path, content);
        var isCurrent = File.Exists(path) && File.ReadAllText(path) == content;
        Assert.True(isCurrent, $"docs/reference/{name} is not what the program says. This mends it: {Command}");
    }

    /// <summary>The text of a file of the repository.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    /// <summary>The beginning of a page.</summary>
    public static StringBuilder Begin(string title, string source) =>
        new StringBuilder().Append($"# {title}\n\n<!-- Written by {Command} from {source}. Changes belong there. -->\n\n");

    /// <summary>Text within a cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
