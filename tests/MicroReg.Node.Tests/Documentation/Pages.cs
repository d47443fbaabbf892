using System.Text.RegularExpressions;

namespace MicroReg.Node.Tests.Documentation;

/// <summary>The pages of the repository, which are Markdown.</summary>
internal static partial class Pages
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "node_modules"];

    /// <summary>The text of a file.</summary>
    /// <param name="path">Its path from the root.</param>
    public static string Read(string path) => File.ReadAllText(Repository.File(path));

    /// <summary>The paths of all pages from the root.</summary>
    public static IEnumerable<string> All() =>
        In(new DirectoryInfo(Repository.Root)).Select(page => Path.GetRelativePath(Repository.Root, page));

    /// <summary>The blocks of code in a language that a page shows, in order.</summary>
    /// <param name="page">Its path from the root.</param>
    /// <param name="language">What stands behind the fence; "" for nothing.</param>
    public static IReadOnlyList<string> Blocks(string page, string language) =>
    [
        .. Fence().Matches(
            Read(page)).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["text"].Value),
    ];

    /// <summary>A page without its code.</summary>
    public static string Prose(string page) => InlineCode().Replace(Fence().Replace(Read(page), ""), "code");

    private static IEnumerable<string> In(DirectoryInfo directory)
    {
        foreach (var page in directory.EnumerateFiles("*.md"))
            yield return page.FullName;
        foreach (var inner in directory.EnumerateDirectories())
            if (!inner.Name.StartsWith('.') && !NotOurs.Contains(inner.Name) && inner.LinkTarget is null)
                foreach (var page in In(inner))
                    yield return page;
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();
}
